import { existsSync } from "node:fs";
import path from "node:path";
import type { ImportDetail } from "../api/contract.ts";
import type { Database } from "../database/database.ts";
import { AppError } from "../errors.ts";
import type { Actor } from "../identity/actor.ts";
import { addLocalFile } from "./add-local-file.ts";
import { getImport } from "./get-import.ts";
import { readFiles } from "./read-files.ts";
import { removeFile } from "./remove-file.ts";

const sampleName = "workos.json";

/**
 * Makes the sample bundle the import's only file.
 *
 * @throws AppError `conflict` when the import's files are fixed, `not_found` when the sample was not installed
 */
export async function useSample(
  db: Database,
  actor: Actor,
  importId: string,
  samplePath = path.join(process.cwd(), "public", "sample", sampleName),
): Promise<ImportDetail> {
  if (!existsSync(/*turbopackIgnore: true*/ samplePath)) {
    throw new AppError(
      "not_found",
      "The sample bundle is not installed.",
      "Get public/sample/workos.json from the repository.",
    );
  }
  for (const file of await readFiles(db.prisma, importId)) await removeFile(db, actor, importId, file.id);
  await addLocalFile(db, actor, importId, samplePath);
  return getImport(db, actor, importId);
}
