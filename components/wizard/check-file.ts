import type { ImportFile } from "@/lib/api/contract.ts";

const maxFileBytes = 4 * 1024 ** 3;

/** Why a picked file can't be part of the bundle; null if it can. */
export function checkFile(
  file: { name: string; size: number },
  present: readonly Pick<ImportFile, "name" | "sizeBytes" | "isComplete">[],
): string | null {
  if (!/\.json(\.gz)?$|\.gz$/i.test(file.name)) {
    return "Not a .json or .json.gz file. Step 1 shows how to build one.";
  }
  if (file.size === 0) return "The file is empty. Build the bundle again; step 1 shows how.";
  if (file.size > maxFileBytes) {
    return "Larger than 4 GB. Compress it with gzip, or split the lists into several files.";
  }
  const same = present.find((known) => known.name === file.name && known.sizeBytes === file.size);
  return same?.isComplete ? "Already uploaded. Remove it first to replace it." : null;
}
