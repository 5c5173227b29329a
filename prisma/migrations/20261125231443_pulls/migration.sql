-- DropIndex
DROP INDEX "pull_tasks_import_id_is_done_id_idx";

-- CreateIndex
CREATE INDEX "pull_tasks_import_id_key_position_resource_is_done_id_idx" ON "pull_tasks"("import_id", "key_position", "resource", "is_done", "id");

-- An API key is here for as long as something pulls with it, whatever ends the pull.
CREATE FUNCTION "wipe_workos_keys"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "workos_keys" SET "sealed" = NULL, "wiped_at" = now() WHERE "import_id" = NEW."id" AND "sealed" IS NOT NULL;
  RETURN NULL;
END
$$;
CREATE TRIGGER "wipe_workos_keys" AFTER UPDATE OF "state" ON "imports" FOR EACH ROW
  WHEN (OLD."state" IN ('pulling', 'pull_paused') AND NEW."state" NOT IN ('pulling', 'pull_paused'))
  EXECUTE FUNCTION "wipe_workos_keys"();
