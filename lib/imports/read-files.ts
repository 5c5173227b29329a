import type { ImportFile } from "../api/contract.ts";
import type { Prisma } from "../generated/prisma/client.ts";

type Row = ImportFile & { sizeBytes: bigint };

/** The files of an import, or one of them, in order, with the numbers of the parts that are stored. */
export async function readFiles(
  prisma: Pick<Prisma.TransactionClient, "$queryRaw">,
  importId: string,
  fileId: string | null = null,
): Promise<ImportFile[]> {
  const rows = await prisma.$queryRaw<Row[]>`
    SELECT f.id, f.name, f.size_bytes AS "sizeBytes", f.part_bytes AS "partBytes", f.is_complete AS "isComplete",
      ARRAY(SELECT p.number FROM import_file_parts p WHERE p.file_id = f.id ORDER BY p.number) AS "uploadedParts"
    FROM import_files f
    WHERE f.import_id = ${importId} AND (${fileId}::text IS NULL OR f.id = ${fileId})
    ORDER BY f.position`;
  return rows.map((row) => ({ ...row, sizeBytes: Number(row.sizeBytes) }));
}
