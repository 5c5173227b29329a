-- A plan is written once and read in order, until a purge deletes it. The vacuum that its rows set off runs beside the apply,
-- finds nothing to clear away, and marks every page, which is written out, and logged whole where a checkpoint was
-- between. Issues are few, and counted by their index.
ALTER TABLE "plan_items" SET (autovacuum_vacuum_insert_threshold = -1);
ALTER TABLE "plan_merges" SET (autovacuum_vacuum_insert_threshold = -1);
