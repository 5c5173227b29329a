-- CreateTable
CREATE TABLE "import_steps" (
    "import_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "phase" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "offset" INTEGER,
    "is_done" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "import_steps_pkey" PRIMARY KEY ("import_id","position")
);

-- CreateIndex
CREATE INDEX "import_steps_import_id_is_done_phase_position_idx" ON "import_steps"("import_id", "is_done", "phase", "position");

-- AddForeignKey
ALTER TABLE "import_steps" ADD CONSTRAINT "import_steps_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "imports"("id") ON DELETE CASCADE ON UPDATE CASCADE;
