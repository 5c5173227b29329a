import { z } from "zod";

/** What an import leaves behind, and what is purged of it; `import`: all of it and the import itself. */
export const purgeParts = ["snapshot", "plan", "journal", "log", "import"] as const;
export type PurgePart = (typeof purgeParts)[number];

/** Parts that imports have, in the order in which they come to be. */
export const importParts = ["snapshot", "plan", "journal", "log"] as const;
export type ImportPart = (typeof importParts)[number];

/** What of an import was purged. */
export const importPurge = z.object({
  part: z.enum(purgeParts),
  at: z.string(),
  /** Who asked for it, or `Retention`. */
  by: z.string(),
});

type PurgeMark = { part: PurgePart };

/** Is this part of an import gone? */
export function isPurged<Mark extends PurgeMark>(purges: readonly Mark[], part: ImportPart): boolean {
  return purges.some((purge) => purge.part === part || purge.part === "import");
}

/** Days after an import's end; null: for good. */
const days = z.number().int().min(1, "is less than a day").max(36_500, "is more than a century").nullable();

/** How long what imports leave behind is kept. */
export const retentionDays = z
  .strictObject({
    snapshotDays: days,
    planDays: days,
    journalDays: days,
    logDays: days,
    quietDays: days,
  })
  .refine(
    ({ journalDays, logDays }) => logDays === null || (journalDays !== null && logDays >= journalDays),
    {
      path: ["logDays"],
      message: "is less than the journal is kept: an undo writes into the log",
    },
  );
export type RetentionDays = z.infer<typeof retentionDays>;

/** What the storage page shows. Sizes are bytes as Postgres holds them, indexes included. */
export type StorageView = {
  days: RetentionDays;
  lastRun: { at: string; rows: number; bytes: number } | null;
  /** Asked for and not through yet. */
  underWay: number;
  parts: { part: ImportPart; bytes: number; tables: { name: string; bytes: number }[] }[];
  /** The directory, accounts, the audit list, the queue. */
  elsewhereBytes: number;
  /** The largest first. Sizes of imports are estimates: what is stored compressed is measured, the rest goes by its rows. */
  imports: StoredImport[];
  /** The last ones, newest first. */
  purges: {
    id: string;
    importId: string | null;
    originName: string;
    part: PurgePart;
    by: string;
    at: string;
    isFinished: boolean;
    rows: number;
    bytes: number;
  }[];
};

export type StoredImport = {
  id: string;
  originName: string;
  state: string;
  createdAt: string;
  bytes: Record<ImportPart, number>;
  logLines: number;
  /** What can be purged now. */
  purgeable: ImportPart[];
  /** Why not all of it; null if all of it can be. */
  kept: string | null;
};
