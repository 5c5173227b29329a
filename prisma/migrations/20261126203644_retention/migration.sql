-- CreateTable
CREATE TABLE "retention" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "snapshot_days" INTEGER DEFAULT 30,
    "plan_days" INTEGER DEFAULT 90,
    "journal_days" INTEGER DEFAULT 90,
    "log_days" INTEGER DEFAULT 365,
    "quiet_days" INTEGER DEFAULT 30,
    "last_run_at" TIMESTAMPTZ(3),

    CONSTRAINT "retention_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "purges" (
    "id" BIGSERIAL NOT NULL,
    "import_id" TEXT,
    "origin_name" TEXT NOT NULL,
    "part" TEXT NOT NULL,
    "requested_by" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "rows" BIGINT NOT NULL DEFAULT 0,
    "bytes" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "purges_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "purges_requested_at_idx" ON "purges"("requested_at");

-- CreateIndex
CREATE UNIQUE INDEX "purges_import_id_part_key" ON "purges"("import_id", "part");

-- AddForeignKey
ALTER TABLE "purges" ADD CONSTRAINT "purges_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "imports"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- One row, and no other.
ALTER TABLE "retention" ADD CONSTRAINT "retention_is_one" CHECK ("id" = 1);
INSERT INTO "retention" DEFAULT VALUES;

-- Workers look for work every few seconds.
CREATE INDEX "purges_unfinished" ON "purges" ("id") WHERE "finished_at" IS NULL;
