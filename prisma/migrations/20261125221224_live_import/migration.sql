-- AlterTable
ALTER TABLE "imports" ADD COLUMN     "event_cursors" JSONB,
ADD COLUMN     "pull_merge" JSONB,
ADD COLUMN     "pull_options" JSONB,
ADD COLUMN     "pulled_at" TIMESTAMPTZ(3),
ADD COLUMN     "schedule_id" TEXT;

-- AlterTable
ALTER TABLE "organizations" ADD COLUMN     "authority" TEXT NOT NULL DEFAULT 'workos';

-- CreateTable
CREATE TABLE "workos_keys" (
    "id" TEXT NOT NULL,
    "import_id" TEXT,
    "schedule_id" TEXT,
    "position" INTEGER NOT NULL,
    "display" TEXT NOT NULL,
    "sealed" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "wiped_at" TIMESTAMPTZ(3),

    CONSTRAINT "workos_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pull_lanes" (
    "import_id" TEXT NOT NULL,
    "key_position" INTEGER NOT NULL,
    "resource" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "records" INTEGER NOT NULL DEFAULT 0,
    "requests" INTEGER NOT NULL DEFAULT 0,
    "tasks" INTEGER NOT NULL DEFAULT 0,
    "tasks_done" INTEGER NOT NULL DEFAULT 0,
    "waiting_until" TIMESTAMPTZ(3),
    "problem" JSONB,

    CONSTRAINT "pull_lanes_pkey" PRIMARY KEY ("import_id","key_position","resource")
);

-- CreateTable
CREATE TABLE "pull_tasks" (
    "import_id" TEXT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "key_position" INTEGER NOT NULL,
    "resource" TEXT NOT NULL,
    "parent_id" TEXT NOT NULL DEFAULT '',
    "cursor" TEXT,
    "is_done" BOOLEAN NOT NULL DEFAULT false,
    "problem" JSONB,

    CONSTRAINT "pull_tasks_pkey" PRIMARY KEY ("import_id","id")
);

-- CreateTable
CREATE TABLE "pull_pages" (
    "import_id" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "key_position" INTEGER NOT NULL,
    "resource" TEXT NOT NULL,
    "records" INTEGER NOT NULL,
    "bytes" INTEGER NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "pull_pages_pkey" PRIMARY KEY ("import_id","seq")
);

-- CreateTable
CREATE TABLE "schedules" (
    "id" TEXT NOT NULL,
    "origin_id" INTEGER NOT NULL,
    "cron" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "is_enabled" BOOLEAN NOT NULL DEFAULT true,
    "next_run_at" TIMESTAMPTZ(3),
    "options" JSONB NOT NULL,
    "decisions" JSONB NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "schedules_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "workos_keys_import_id_position_key" ON "workos_keys"("import_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "workos_keys_schedule_id_position_key" ON "workos_keys"("schedule_id", "position");

-- CreateIndex
CREATE INDEX "pull_tasks_import_id_is_done_id_idx" ON "pull_tasks"("import_id", "is_done", "id");

-- CreateIndex
CREATE UNIQUE INDEX "pull_tasks_import_id_key_position_resource_parent_id_key" ON "pull_tasks"("import_id", "key_position", "resource", "parent_id");

-- CreateIndex
CREATE INDEX "pull_pages_import_id_key_position_resource_seq_idx" ON "pull_pages"("import_id", "key_position", "resource", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "schedules_origin_id_key" ON "schedules"("origin_id");

-- CreateIndex
CREATE INDEX "schedules_next_run_at_idx" ON "schedules"("next_run_at");

-- CreateIndex
CREATE INDEX "imports_schedule_id_created_at_idx" ON "imports"("schedule_id", "created_at");

-- AddForeignKey
ALTER TABLE "imports" ADD CONSTRAINT "imports_schedule_id_fkey" FOREIGN KEY ("schedule_id") REFERENCES "schedules"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workos_keys" ADD CONSTRAINT "workos_keys_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "imports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workos_keys" ADD CONSTRAINT "workos_keys_schedule_id_fkey" FOREIGN KEY ("schedule_id") REFERENCES "schedules"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pull_lanes" ADD CONSTRAINT "pull_lanes_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "imports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pull_tasks" ADD CONSTRAINT "pull_tasks_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "imports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pull_pages" ADD CONSTRAINT "pull_pages_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "imports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "schedules" ADD CONSTRAINT "schedules_origin_id_fkey" FOREIGN KEY ("origin_id") REFERENCES "origins"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Pulling from the API stands where uploading stands: before reading.
INSERT INTO "import_transitions" ("from_state", "to_state") VALUES
  ('draft', 'pulling'), ('pulling', 'reading'), ('pulling', 'pull_paused'), ('pulling', 'draft'), ('pulling', 'cancelled'),
  ('pull_paused', 'pulling'), ('pull_paused', 'reading'), ('pull_paused', 'cancelled');

-- Fetched pages are gzip already.
ALTER TABLE "pull_pages" ALTER COLUMN "content" SET STORAGE EXTERNAL;
