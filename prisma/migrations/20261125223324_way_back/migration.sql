-- AlterTable
ALTER TABLE "imports" ADD COLUMN     "task" TEXT NOT NULL DEFAULT 'apply',
ADD COLUMN     "task_base" INTEGER,
ADD COLUMN     "task_steps" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "undo_confirmed_at" TIMESTAMPTZ(3),
ADD COLUMN     "undo_confirmed_by" TEXT,
ADD COLUMN     "undo_preview" JSONB,
ADD COLUMN     "undone_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "undo_progress" (
    "import_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "planned" INTEGER NOT NULL,
    "removed" INTEGER NOT NULL DEFAULT 0,
    "restored" INTEGER NOT NULL DEFAULT 0,
    "set_back" INTEGER NOT NULL DEFAULT 0,
    "left_alone" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "undo_progress_pkey" PRIMARY KEY ("import_id","kind")
);

-- CreateTable
CREATE TABLE "undo_items" (
    "import_id" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "source_ids" TEXT[],
    "target_id" TEXT,
    "code" TEXT NOT NULL,
    "message" TEXT NOT NULL,

    CONSTRAINT "undo_items_pkey" PRIMARY KEY ("import_id","ordinal")
);

-- AddForeignKey
ALTER TABLE "undo_progress" ADD CONSTRAINT "undo_progress_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "imports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "undo_items" ADD CONSTRAINT "undo_items_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "imports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was applied can be undone, what failed can be tried again; both wait for their turn and can be paused.
INSERT INTO "import_transitions" ("from_state", "to_state") VALUES
  ('complete', 'waiting'), ('complete_with_errors', 'waiting'), ('cancelled', 'waiting'),
  ('waiting', 'retrying'), ('retrying', 'paused'), ('retrying', 'complete'), ('retrying', 'complete_with_errors'),
  ('waiting', 'undoing'), ('undoing', 'paused'), ('undoing', 'undone');

-- Whoever writes to the directory holds the lock, whichever way it goes.
CREATE OR REPLACE FUNCTION "guard_import_state"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  writing CONSTANT text[] := ARRAY['applying', 'retrying', 'undoing'];
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."state" <> 'draft' THEN
      RAISE EXCEPTION 'an import starts as draft, not %', NEW."state" USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW."state" = OLD."state" THEN
    RETURN NEW;
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM "import_transitions" WHERE "from_state" = OLD."state" AND "to_state" = NEW."state"
  ) THEN
    RAISE EXCEPTION 'import % cannot go from % to %', OLD."id", OLD."state", NEW."state"
      USING ERRCODE = 'check_violation', CONSTRAINT = 'import_transitions';
  END IF;
  -- Of two imports that start at once the second waits here for the first, then fails on the primary key.
  IF NEW."state" = ANY (writing) THEN
    INSERT INTO "apply_locks" ("directory", "import_id") VALUES ('authio', NEW."id");
  ELSIF OLD."state" = ANY (writing) THEN
    DELETE FROM "apply_locks" WHERE "import_id" = NEW."id";
  END IF;
  RETURN NEW;
END
$$;
