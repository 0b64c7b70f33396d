-- What may be written to the audit in SQLite: new rows, a head that moves on by one, and
-- the erasure of a payload whose deletion is on record. Statements end with a blank line.

CREATE TRIGGER IF NOT EXISTS audit_event_update BEFORE UPDATE ON audit_event
BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END

CREATE TRIGGER IF NOT EXISTS audit_event_delete BEFORE DELETE ON audit_event
BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END

-- INSERT OR REPLACE would take a row away without asking the trigger above.
CREATE TRIGGER IF NOT EXISTS audit_event_insert BEFORE INSERT ON audit_event
WHEN EXISTS (SELECT 1 FROM audit_event WHERE authority = NEW.authority AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END

CREATE TRIGGER IF NOT EXISTS audit_payload_update BEFORE UPDATE ON audit_payload
BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END

CREATE TRIGGER IF NOT EXISTS audit_payload_delete BEFORE DELETE ON audit_payload
WHEN NOT EXISTS (
  SELECT 1 FROM audit_deletion
  WHERE authority = OLD.authority AND number = OLD.number
)
BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END

CREATE TRIGGER IF NOT EXISTS audit_payload_insert BEFORE INSERT ON audit_payload
WHEN EXISTS (SELECT 1 FROM audit_payload WHERE authority = NEW.authority AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END

CREATE TRIGGER IF NOT EXISTS audit_subject_update BEFORE UPDATE ON audit_subject
BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END

CREATE TRIGGER IF NOT EXISTS audit_subject_delete BEFORE DELETE ON audit_subject
WHEN NOT EXISTS (
  SELECT 1 FROM audit_deletion
  WHERE authority = OLD.authority AND number = OLD.number
)
BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END

CREATE TRIGGER IF NOT EXISTS audit_subject_insert BEFORE INSERT ON audit_subject
WHEN EXISTS (SELECT 1 FROM audit_subject WHERE authority = NEW.authority AND number = NEW.number AND subject = NEW.subject)
BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END

CREATE TRIGGER IF NOT EXISTS audit_deletion_update BEFORE UPDATE ON audit_deletion
BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END

CREATE TRIGGER IF NOT EXISTS audit_deletion_delete BEFORE DELETE ON audit_deletion
BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END

CREATE TRIGGER IF NOT EXISTS audit_deletion_insert BEFORE INSERT ON audit_deletion
WHEN EXISTS (SELECT 1 FROM audit_deletion WHERE authority = NEW.authority AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END

CREATE TRIGGER IF NOT EXISTS audit_head_update BEFORE UPDATE ON audit_head
WHEN NOT (NEW.authority = OLD.authority AND NEW.number = OLD.number + 1)
BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END

CREATE TRIGGER IF NOT EXISTS audit_head_delete BEFORE DELETE ON audit_head
BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END

CREATE TRIGGER IF NOT EXISTS audit_head_insert BEFORE INSERT ON audit_head
WHEN EXISTS (SELECT 1 FROM audit_head WHERE authority = NEW.authority)
BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END
