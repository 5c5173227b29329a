-- CreateTable
CREATE TABLE "plan_merges" (
    "import_id" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "email_key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "people" INTEGER NOT NULL,
    "organizations" INTEGER NOT NULL,
    "conflicts" INTEGER NOT NULL,
    "decision" TEXT NOT NULL,
    "flags" TEXT[],
    "rows_order" BIGINT NOT NULL,
    "conflicts_order" BIGINT NOT NULL,
    "search" TEXT NOT NULL,

    CONSTRAINT "plan_merges_pkey" PRIMARY KEY ("import_id","ordinal")
);

-- CreateIndex
CREATE INDEX "plan_merges_import_id_rows_order_idx" ON "plan_merges"("import_id", "rows_order");

-- CreateIndex
CREATE INDEX "plan_merges_import_id_conflicts_order_idx" ON "plan_merges"("import_id", "conflicts_order");

-- AddForeignKey
ALTER TABLE "plan_merges" ADD CONSTRAINT "plan_merges_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "imports"("id") ON DELETE CASCADE ON UPDATE CASCADE;
