-- The state machine of imports, as data, and the trigger that lets nothing else happen.
INSERT INTO "import_transitions" ("from_state", "to_state") VALUES
  ('draft', 'reading'), ('draft', 'cancelled'),
  ('reading', 'planning'), ('reading', 'draft'), ('reading', 'failed'), ('reading', 'cancelled'),
  ('planning', 'review'), ('planning', 'failed'), ('planning', 'reading'), ('planning', 'cancelled'),
  ('review', 'reading'), ('review', 'draft'), ('review', 'waiting'), ('review', 'applying'), ('review', 'cancelled'),
  ('waiting', 'applying'), ('waiting', 'review'), ('waiting', 'cancelled'),
  ('applying', 'paused'), ('applying', 'complete'), ('applying', 'complete_with_errors'), ('applying', 'failed'),
  ('applying', 'cancelled'),
  ('paused', 'waiting'), ('paused', 'applying'), ('paused', 'cancelled'),
  ('failed', 'reading'), ('failed', 'draft'), ('failed', 'cancelled');

CREATE FUNCTION "guard_import_state"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."state" <> 'draft' THEN
      RAISE EXCEPTION 'an import starts as draft, not %', NEW."state" USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW."state" = OLD."state" THEN
    RETURN NEW;
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM "import_transitions" WHERE "from_state" = OLD."state" AND "to_state" = NEW."state"
  ) THEN
    RAISE EXCEPTION 'import % cannot go from % to %', OLD."id", OLD."state", NEW."state"
      USING ERRCODE = 'check_violation', CONSTRAINT = 'import_transitions';
  END IF;
  -- Of two imports that start at once the second waits here for the first, then fails on the primary key.
  IF NEW."state" = 'applying' THEN
    INSERT INTO "apply_locks" ("directory", "import_id") VALUES ('authio', NEW."id");
  ELSIF OLD."state" = 'applying' THEN
    DELETE FROM "apply_locks" WHERE "import_id" = NEW."id";
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER "guard_import_state" BEFORE INSERT OR UPDATE OF "state" ON "imports"
  FOR EACH ROW EXECUTE FUNCTION "guard_import_state"();

-- Log and audit are append-only: a line that was written stays as it is. (Rows go only with their import.)
CREATE FUNCTION "refuse_update"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END
$$;
CREATE TRIGGER "import_log_append_only" BEFORE UPDATE ON "import_log" EXECUTE FUNCTION "refuse_update"();
CREATE TRIGGER "audit_events_append_only" BEFORE UPDATE OR DELETE ON "audit_events" EXECUTE FUNCTION "refuse_update"();

-- Uploaded parts are gzip already: compressing them again costs time and gains nothing.
ALTER TABLE "import_file_parts" ALTER COLUMN "content" SET STORAGE EXTERNAL;
ALTER TABLE "plan_chunks" ALTER COLUMN "content" SET STORAGE EXTERNAL;
