-- What may be written to the audit in PostgreSQL: new rows, a head that moves on by one, and
-- the erasure of a payload whose deletion is on record. Statements end with a blank line.

CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit is only added to' USING ERRCODE = '23000';
END $$

CREATE OR REPLACE FUNCTION audit_erase() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM audit_deletion
    WHERE authority = OLD.authority AND number = OLD.number
  ) THEN
    RAISE EXCEPTION 'the audit is only added to' USING ERRCODE = '23000';
  END IF;
  RETURN OLD;
END $$

-- An empty table may be emptied.
CREATE OR REPLACE FUNCTION audit_empty() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  filled boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', TG_TABLE_NAME) INTO filled;
  IF filled THEN
    RAISE EXCEPTION 'the audit is only added to' USING ERRCODE = '23000';
  END IF;
  RETURN NULL;
END $$

CREATE OR REPLACE TRIGGER audit_event_update BEFORE UPDATE ON audit_event
FOR EACH ROW EXECUTE FUNCTION audit_refuse()

CREATE OR REPLACE TRIGGER audit_event_delete BEFORE DELETE ON audit_event
FOR EACH ROW EXECUTE FUNCTION audit_refuse()

CREATE OR REPLACE TRIGGER audit_event_truncate BEFORE TRUNCATE ON audit_event
FOR EACH STATEMENT EXECUTE FUNCTION audit_empty()

CREATE OR REPLACE TRIGGER audit_payload_update BEFORE UPDATE ON audit_payload
FOR EACH ROW EXECUTE FUNCTION audit_refuse()

CREATE OR REPLACE TRIGGER audit_payload_delete BEFORE DELETE ON audit_payload
FOR EACH ROW EXECUTE FUNCTION audit_erase()

CREATE OR REPLACE TRIGGER audit_payload_truncate BEFORE TRUNCATE ON audit_payload
FOR EACH STATEMENT EXECUTE FUNCTION audit_empty()

CREATE OR REPLACE TRIGGER audit_subject_update BEFORE UPDATE ON audit_subject
FOR EACH ROW EXECUTE FUNCTION audit_refuse()

CREATE OR REPLACE TRIGGER audit_subject_delete BEFORE DELETE ON audit_subject
FOR EACH ROW EXECUTE FUNCTION audit_erase()

CREATE OR REPLACE TRIGGER audit_subject_truncate BEFORE TRUNCATE ON audit_subject
FOR EACH STATEMENT EXECUTE FUNCTION audit_empty()

CREATE OR REPLACE TRIGGER audit_deletion_update BEFORE UPDATE ON audit_deletion
FOR EACH ROW EXECUTE FUNCTION audit_refuse()

CREATE OR REPLACE TRIGGER audit_deletion_delete BEFORE DELETE ON audit_deletion
FOR EACH ROW EXECUTE FUNCTION audit_refuse()

CREATE OR REPLACE TRIGGER audit_deletion_truncate BEFORE TRUNCATE ON audit_deletion
FOR EACH STATEMENT EXECUTE FUNCTION audit_empty()

CREATE OR REPLACE TRIGGER audit_head_update BEFORE UPDATE ON audit_head
FOR EACH ROW WHEN (NOT (NEW.authority = OLD.authority AND NEW.number = OLD.number + 1))
EXECUTE FUNCTION audit_refuse()

CREATE OR REPLACE TRIGGER audit_head_delete BEFORE DELETE ON audit_head
FOR EACH ROW EXECUTE FUNCTION audit_refuse()

CREATE OR REPLACE TRIGGER audit_head_truncate BEFORE TRUNCATE ON audit_head
FOR EACH STATEMENT EXECUTE FUNCTION audit_empty()
