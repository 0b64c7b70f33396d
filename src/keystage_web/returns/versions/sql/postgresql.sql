-- What was sent, who confirmed it and what became of it is only added to in PostgreSQL.
-- Statements end with a blank line.

CREATE OR REPLACE FUNCTION returns_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a version is never changed' USING ERRCODE = '23000';
END $$

-- An empty table may be emptied.
CREATE OR REPLACE FUNCTION returns_empty() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  filled boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', TG_TABLE_NAME) INTO filled;
  IF filled THEN
    RAISE EXCEPTION 'a version is never changed' USING ERRCODE = '23000';
  END IF;
  RETURN NULL;
END $$

CREATE OR REPLACE TRIGGER returns_version_update BEFORE UPDATE ON returns_version
FOR EACH ROW EXECUTE FUNCTION returns_refuse()

CREATE OR REPLACE TRIGGER returns_version_delete BEFORE DELETE ON returns_version
FOR EACH ROW EXECUTE FUNCTION returns_refuse()

CREATE OR REPLACE TRIGGER returns_version_truncate BEFORE TRUNCATE ON returns_version
FOR EACH STATEMENT EXECUTE FUNCTION returns_empty()

CREATE OR REPLACE TRIGGER returns_confirmation_update BEFORE UPDATE ON returns_confirmation
FOR EACH ROW EXECUTE FUNCTION returns_refuse()

CREATE OR REPLACE TRIGGER returns_confirmation_delete BEFORE DELETE ON returns_confirmation
FOR EACH ROW EXECUTE FUNCTION returns_refuse()

CREATE OR REPLACE TRIGGER returns_confirmation_truncate BEFORE TRUNCATE ON returns_confirmation
FOR EACH STATEMENT EXECUTE FUNCTION returns_empty()

CREATE OR REPLACE TRIGGER returns_step_update BEFORE UPDATE ON returns_step
FOR EACH ROW EXECUTE FUNCTION returns_refuse()

CREATE OR REPLACE TRIGGER returns_step_delete BEFORE DELETE ON returns_step
FOR EACH ROW EXECUTE FUNCTION returns_refuse()

CREATE OR REPLACE TRIGGER returns_step_truncate BEFORE TRUNCATE ON returns_step
FOR EACH STATEMENT EXECUTE FUNCTION returns_empty()
