-- What was sent, who confirmed it and what became of it is only added to in SQLite.
-- Statements end with a blank line.

CREATE TRIGGER IF NOT EXISTS returns_version_update BEFORE UPDATE ON returns_version
BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END

CREATE TRIGGER IF NOT EXISTS returns_version_delete BEFORE DELETE ON returns_version
BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END

-- INSERT OR REPLACE would take a row away without asking the trigger above.
CREATE TRIGGER IF NOT EXISTS returns_version_insert BEFORE INSERT ON returns_version
WHEN EXISTS (
  SELECT 1 FROM returns_version
  WHERE id = NEW.id
  OR (of_return_id = NEW.of_return_id AND (number = NEW.number OR key = NEW.key))
)
BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END

CREATE TRIGGER IF NOT EXISTS returns_confirmation_update BEFORE UPDATE ON returns_confirmation
BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END

CREATE TRIGGER IF NOT EXISTS returns_confirmation_delete BEFORE DELETE ON returns_confirmation
BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END

CREATE TRIGGER IF NOT EXISTS returns_confirmation_insert BEFORE INSERT ON returns_confirmation
WHEN EXISTS (
  SELECT 1 FROM returns_confirmation
  WHERE id = NEW.id OR (version_id = NEW.version_id AND person_id = NEW.person_id)
)
BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END

CREATE TRIGGER IF NOT EXISTS returns_step_update BEFORE UPDATE ON returns_step
BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END

CREATE TRIGGER IF NOT EXISTS returns_step_delete BEFORE DELETE ON returns_step
BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END

CREATE TRIGGER IF NOT EXISTS returns_step_insert BEFORE INSERT ON returns_step
WHEN EXISTS (
  SELECT 1 FROM returns_step
  WHERE id = NEW.id
  OR (version_id = NEW.version_id AND act = NEW.act AND NOT act = 'accepted')
)
BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END
