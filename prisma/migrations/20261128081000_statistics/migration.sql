-- Postgres samples a table again whenever it has grown by a tenth: a dozen times while a million users come in. Lists and
-- JSON are most of what that costs, and nothing is looked up by what is in these.
ALTER TABLE "import_journal" ALTER COLUMN "before" SET STATISTICS 0, ALTER COLUMN "after" SET STATISTICS 0;
ALTER TABLE "import_log" ALTER COLUMN "source_ids" SET STATISTICS 0, ALTER COLUMN "message" SET STATISTICS 0;
ALTER TABLE "plan_items" ALTER COLUMN "payload" SET STATISTICS 0;
ALTER TABLE "users" ALTER COLUMN "metadata" SET STATISTICS 0;
ALTER TABLE "user_sources" ALTER COLUMN "metadata" SET STATISTICS 0;
ALTER TABLE "members" ALTER COLUMN "roles" SET STATISTICS 0, ALTER COLUMN "source_keys" SET STATISTICS 0;

-- Log and journal are written once and read in order, until a purge deletes them. A vacuum while they grow finds nothing to
-- clear away, and reads and writes them again; the one after the purge stays.
ALTER TABLE "import_journal" SET (autovacuum_vacuum_insert_threshold = -1, autovacuum_analyze_scale_factor = 1);
ALTER TABLE "import_log" SET (autovacuum_vacuum_insert_threshold = -1, autovacuum_analyze_scale_factor = 1);
