import type { PlannedKind, PlannedRecords } from "../../planner/planned-records.ts";
import type { CopyValue } from "./copy-rows.ts";

/**
 * How one kind of planned record gets into its table. There is one list of columns per kind: staging
 * table, comparison, insert, update and journal are all generated from it (decision 4).
 *
 * A chunk passes through two temporary tables: `in_<table>` takes the records as planned (source ids),
 * `resolve` fills `out_<table>` from it with what stands in the directory's table (our ids) and finds the
 * row that is already there, if one is.
 */

export type ColumnType = "text" | "boolean" | "timestamptz" | "jsonb" | "text[]" | "integer";

/** A column of the directory's table. */
export type TargetColumn = {
  name: string;
  type: ColumnType;
  /**
   * `synced`: compared on every run, written where it differs.
   * `once`: written when the row is made, then never again by an import.
   */
  mode: "synced" | "once";
};

/** A column of the staging table only. */
export type StagedColumn = { name: string; type: ColumnType };

/** Rows that belong to a record and live and die with it: a person's sources, an organization's domains. */
export type PartTable = {
  table: string;
  /** Columns that name a row. */
  key: readonly string[];
  /** The column that holds the owner's id. */
  ownerColumn: string;
  /** SQL text that identifies the row in the journal, over alias `t`. */
  rowId: string;
  /** Filled by COPY after (ordinal). */
  staged: readonly StagedColumn[];
  columns: readonly TargetColumn[];
  /** SELECT list for `columns`, over aliases `s` (staging) and `o` (the owner's out row), and joins for it. */
  values: string;
  joins?: string;
  /** In mirror mode: rows of the owner that the record no longer has are removed. */
  isWholeSet: boolean;
  /** Missing rows are added even to an owner that is left alone otherwise. */
  isAddedToKept?: boolean;
};

/** A foreign key: the column, and the table whose `id` it refers to. */
export type Parent = { column: string; table: string };

/** What the generated SQL needs to know of a kind. */
export type KindTable = {
  kind: PlannedKind;
  table: string;
  idPrefix: string;
  /** Filled by COPY after (ordinal, source_ids, label). */
  staged: readonly StagedColumn[];
  columns: readonly TargetColumn[];
  /**
   * The SELECT that fills `out_<table>`: ordinal, id (null = not there yet), problem (an issue code or null),
   * label, then every column of `columns`, in order. The one row of `run` holds what is true of the whole
   * import: origin_id, target_organization_id, adoptions.
   */
  resolve: string;
  /** SQL condition over `t` and `o`: may this run write the row's synced columns? Default: yes. */
  ownsRow?: string;
  parts: readonly PartTable[];
  /**
   * All foreign keys of the table, of kinds with so many rows that they are checked a chunk at once. Their parts may
   * refer to the owner alone.
   */
  parents?: readonly Parent[];
};

/** A kind's table, and how a planned record becomes rows of its staging tables. */
export type KindSpec<Kind extends PlannedKind> = KindTable & {
  kind: Kind;
  /** Values of `staged`. */
  row(record: PlannedRecords[Kind]): readonly CopyValue[];
  sourceIds(record: PlannedRecords[Kind]): readonly string[];
  label(record: PlannedRecords[Kind]): string;
  /** Values of the parts' `staged`, one list of rows per part, in the order of `parts`. */
  partRows(record: PlannedRecords[Kind]): readonly Iterable<readonly CopyValue[]>[];
};

/** Problems that mean "its parent did not make it": the record is skipped, not failed. */
export const parentProblems = [
  "user_not_imported",
  "organization_not_imported",
  "directory_not_imported",
] as const;

/** `workos:<source id>`: how a source record is named in the directory. */
export function sourceKey(sourceId: string): string {
  return `workos:${sourceId}`;
}

/**
 * SQL over `us` (the source row's link), `p` (of `parted`), `s` and `run`: whose a record is by now. Of a row that
 * leaves its person the new one; while that is only compared, and nobody has an id yet, the row's key stands for it.
 */
export const personOfSource = `CASE WHEN us.user_id = p.user_id THEN CASE WHEN run.is_diff THEN s.user_key END
  ELSE us.user_id END`;

/** Joins for records that belong to an organization: their own, or the one that everything goes into. */
export const organizationJoin = `LEFT JOIN organizations own ON own.source_key = s.organization_key
    LEFT JOIN organizations target ON s.organization_key IS NULL AND target.id = run.target_organization_id`;
export const organizationId = "COALESCE(own.id, target.id)";
