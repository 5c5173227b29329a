import type { PlannedKind, PlannedRecords } from "../../planner/planned-records.ts";
import { copyText } from "./copy-rows.ts";
import { kindSpec } from "./kind-specs.ts";

/** Rows for one staging table, as COPY takes them. */
export type StagingRows<Piece = string | Buffer> = {
  table: string;
  columns: readonly string[];
  pieces: Iterable<Piece>;
};

/** Planned records of one kind as rows of its staging tables. */
export type StagedChunk = { records: number; firstOrdinal: number; tables: StagingRows[] };

/**
 * Ordinals of a chunk's rows begin with its place among the chunks of its kind, times this: so they are different in
 * all chunks that are compared together.
 */
export const ordinalsPerChunk = 1_000_000;
/** Chunks after which ordinals begin again, as they are 32 bits wide. Far fewer are compared together. */
const numberedChunks = 1_000;

/** Bytes that are handed to the socket at once. */
const pieceBytes = 128 * 1024;

/** A kind's staging tables and the columns that COPY fills: its own first, then its parts'. */
export function stagingColumns(kind: PlannedKind): { table: string; columns: string[] }[] {
  const { table, staged, parts } = kindSpec(kind);
  return [
    {
      table: `in_${table}`,
      columns: ["ordinal", "source_ids", "label", ...staged.map((column) => column.name)],
    },
    ...parts.map((part) => ({
      table: `in_${part.table}`,
      columns: ["ordinal", ...part.staged.map((column) => column.name)],
    })),
  ];
}

/** Records as rows of their kind's staging tables; written out only when they are read, and once. */
export function stagingRows<Kind extends PlannedKind>(
  kind: Kind,
  records: readonly PlannedRecords[Kind][],
  ordinalOf: (place: number) => number,
): StagingRows<string>[] {
  const spec = kindSpec(kind);
  function* ownRows() {
    for (const [place, record] of records.entries()) {
      yield [ordinalOf(place), spec.sourceIds(record), spec.label(record), ...spec.row(record)];
    }
  }
  function* rowsOfPart(index: number) {
    for (const [place, record] of records.entries()) {
      for (const row of spec.partRows(record)[index] ?? []) yield [ordinalOf(place), ...row];
    }
  }
  return stagingColumns(kind).map((table, index) => ({
    ...table,
    pieces: copyText(index === 0 ? ownRows() : rowsOfPart(index - 1)),
  }));
}

const headOf = (table: string, columns: readonly string[]) =>
  `COPY ${table} (${columns.join(", ")}) FROM stdin;\n`;
/** Ends a table's rows. No row is like it: they all begin with a number. */
const endOfRows = "\\.\n";

/**
 * A chunk as text that is written once and copied whenever its records are staged: for each staging table a line that
 * names it and its columns, its rows, and a line `\.`, as `pg_dump` writes tables.
 *
 * @param nth the chunk's place among those of its kind, from 0
 */
export function stagedText<Kind extends PlannedKind>(
  kind: Kind,
  records: readonly PlannedRecords[Kind][],
  nth: number,
): Buffer {
  const firstOrdinal = (nth % numberedChunks) * ordinalsPerChunk;
  const pieces: Buffer[] = [];
  for (const { table, columns, pieces: rows } of stagingRows(
    kind,
    records,
    (place) => firstOrdinal + place,
  )) {
    pieces.push(Buffer.from(headOf(table, columns)));
    for (const piece of rows) pieces.push(Buffer.from(piece));
    pieces.push(Buffer.from(endOfRows));
  }
  return Buffer.concat(pieces);
}

/**
 * Reads what `stagedText` wrote.
 *
 * @returns null when it was written for other staging tables than those of today
 */
export function parseStagedText(kind: PlannedKind, text: Buffer): Omit<StagedChunk, "records"> | null {
  const tables: StagingRows<Buffer>[] = [];
  let firstOrdinal = 0;
  let at = 0;
  for (const { table, columns } of stagingColumns(kind)) {
    const head = Buffer.from(headOf(table, columns));
    const from = at + head.length;
    if (!text.subarray(at, from).equals(head)) return null;
    const until = text.indexOf(`\n${endOfRows}`, from - 1) + 1;
    if (until === 0) return null;
    if (at === 0) firstOrdinal = Number.parseInt(text.toString("latin1", from, from + 12), 10);
    tables.push({ table, columns, pieces: inPieces(text.subarray(from, until)) });
    at = until + endOfRows.length;
  }
  return at === text.length ? { firstOrdinal, tables } : null;
}

function inPieces(rows: Buffer): Buffer[] {
  const pieces: Buffer[] = [];
  for (let from = 0; from < rows.length; from += pieceBytes)
    pieces.push(rows.subarray(from, from + pieceBytes));
  return pieces;
}
