-- DropForeignKey
ALTER TABLE "imports" DROP CONSTRAINT "imports_schedule_id_fkey";

-- DropIndex
DROP INDEX "imports_schedule_id_created_at_idx";

-- AlterTable
ALTER TABLE "imports" DROP COLUMN "schedule_id";

-- CreateTable
CREATE TABLE "schedule_runs" (
    "id" BIGSERIAL NOT NULL,
    "schedule_id" TEXT NOT NULL,
    "import_id" TEXT,
    "started_by" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "outcome" TEXT NOT NULL DEFAULT 'running',
    "problem" JSONB,
    "notified_at" TIMESTAMPTZ(3),
    "mail_problem" TEXT,

    CONSTRAINT "schedule_runs_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "schedule_runs_import_id_key" ON "schedule_runs"("import_id");

-- CreateIndex
CREATE INDEX "schedule_runs_schedule_id_id_idx" ON "schedule_runs"("schedule_id", "id");

-- AddForeignKey
ALTER TABLE "schedule_runs" ADD CONSTRAINT "schedule_runs_schedule_id_fkey" FOREIGN KEY ("schedule_id") REFERENCES "schedules"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "schedule_runs" ADD CONSTRAINT "schedule_runs_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "imports"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Runs of one schedule never overlap, whoever starts them.
CREATE UNIQUE INDEX "schedule_runs_one_open" ON "schedule_runs" ("schedule_id") WHERE "finished_at" IS NULL;
