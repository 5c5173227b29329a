-- AlterTable
ALTER TABLE "import_progress" ADD COLUMN     "kept" INTEGER NOT NULL DEFAULT 0;

-- Few or none at first: every chunk of an import asks which they are.
CREATE INDEX "organizations_owned_by_authio" ON "organizations" ("id") WHERE "authority" = 'authio';
