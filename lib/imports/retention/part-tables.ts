import type { ImportPart } from "../../api/storage.ts";

/** A table that holds a part of an import: fixed names, safe in SQL. */
export type PartTable = {
  name: string;
  /** Which rows are an import's ($1). */
  of: string;
  /** Their order: columns of an index, after those of `of`. */
  order: readonly string[];
  /** Size of a row without reading what is stored beside it. */
  size: string;
  /** Rows that one transaction removes: a second of work at most. */
  batch: number;
};

const ofImport = "import_id = $1";
const rows = (name: string, ...order: string[]): PartTable => ({
  name,
  of: ofImport,
  order,
  size: `pg_column_size(${name}.*)`,
  batch: 5_000,
});
const blobs = (name: string, batch: number, ...order: string[]): PartTable => ({
  ...rows(name, ...order),
  size: "pg_column_size(content)",
  batch,
});

/** What a purge removes, table by table. Names of files, lanes and counts stay: they are what pages still show. */
export const partTables: Record<ImportPart, readonly PartTable[]> = {
  snapshot: [
    {
      ...blobs("import_file_parts", 8, "file_id", "number"),
      of: "file_id IN (SELECT id FROM import_files WHERE import_id = $1)",
    },
    blobs("pull_pages", 500, "seq"),
    rows("pull_tasks", "id"),
  ],
  plan: [
    {
      ...blobs("plan_chunks", 50, "position"),
      size: "pg_column_size(content) + COALESCE(pg_column_size(staged), 0)",
    },
    rows("plan_items", "kind", "ordinal"),
    rows("plan_merges", "ordinal"),
    rows("plan_issues", "ordinal"),
    rows("diff_items", "ordinal"),
  ],
  journal: [rows("import_journal", "seq", "target_table", "target_id")],
  log: [rows("import_log", "seq"), rows("undo_items", "ordinal")],
};
