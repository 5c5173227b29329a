import type {
  RecordSource,
  SourceBatch,
  SourceKind,
  SourceListFacts,
  SourceRecords,
} from "../source-records.ts";

export type SnapshotRecords = { [Kind in SourceKind]?: readonly SourceRecords[Kind][] };

/** A snapshot held in memory, for tests: kinds in the order of the object's keys, `batchLength` records at a time. */
export function memorySource(
  records: SnapshotRecords,
  { batchLength = 1000, lists = [] }: { batchLength?: number; lists?: readonly SourceListFacts[] } = {},
): RecordSource {
  return {
    async *read() {
      for (const kind of Object.keys(records) as SourceKind[]) {
        const all = records[kind] ?? [];
        for (let start = 0; start < all.length; start += batchLength) {
          yield { kind, records: all.slice(start, start + batchLength) } as SourceBatch;
        }
      }
    },
    lists: () => lists,
  };
}
