-- AlterTable
ALTER TABLE "plan_chunks" ADD COLUMN     "staged" BYTEA;
