import { parseSourceRecord } from "../parse-source-record.ts";
import { type SourceKind, sourceKinds } from "../source-records.ts";
import type { SnapshotRecords } from "./memory-source.ts";

const recordsOf = <Kind extends SourceKind>(kind: Kind, list: readonly unknown[]) =>
  list.map((raw) => parseSourceRecord(kind, raw).record).filter((record) => record !== null);

/** Reads a bundle that is held in memory, leniently, as the bundle reader would. */
export function parseSnapshot(bundle: Partial<Record<SourceKind, readonly unknown[]>>): SnapshotRecords {
  return Object.fromEntries(sourceKinds.map((kind) => [kind, recordsOf(kind, bundle[kind] ?? [])]));
}
