-- AlterTable
ALTER TABLE "import_progress" ADD COLUMN     "retried_failed" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "retried_skipped" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "imports" ADD COLUMN     "retried_below" INTEGER NOT NULL DEFAULT 0;
