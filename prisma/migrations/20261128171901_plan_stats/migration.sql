-- AlterTable
ALTER TABLE "imports" ADD COLUMN     "plan_stats" JSONB;

-- Plans that are there already
UPDATE "imports" SET "plan_stats" = "plan_summary" -> 'stats', "plan_summary" = "plan_summary" - 'stats'
WHERE "plan_summary" IS NOT NULL;
