-- AlterTable
ALTER TABLE "plan_chunks" ADD COLUMN     "kept" INTEGER;
