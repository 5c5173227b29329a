import { parseSourceRecord } from "../../planner/parse-source-record.ts";
import {
  type RecordSource,
  type SourceBatch,
  type SourceKind,
  type SourceListFacts,
  sourceKinds,
} from "../../planner/source-records.ts";
import { type BundleFile, type BundleLimits, bundleLimits } from "./bundle-file.ts";
import { type ReadingReport, ReadingReportBuilder } from "./reading-report.ts";
import { type BundlePart, splitBundle } from "./split-bundle.ts";
import { type FileBytes, unpackFile } from "./unpack-file.ts";

/** A full page of the API. A list of exactly this length that does not say more was probably not followed further. */
const pageLength = 100;

/** Where the reader has come to, over all files. */
export type ReadingProgress = {
  /** Of the files as they are, packed or not. */
  bytesRead: number;
  /** Null if the size of a file is not known beforehand. */
  bytesTotal: number | null;
  records: Record<SourceKind, number>;
};

export interface BundleSource extends RecordSource {
  /** What the last `read` that came to its end found out. Throws before there was one. */
  report(): ReadingReport;
}

type BundleOptions = {
  /** Called after every few hundred records and at the end: throttle what it does. */
  onProgress?: (progress: ReadingProgress) => void;
  /** Other limits than `bundleLimits`. */
  limits?: Partial<BundleLimits>;
};

/** Numbers of records per kind, all zero. */
function noRecords(): Record<SourceKind, number> {
  return Object.fromEntries(sourceKinds.map((kind) => [kind, 0])) as Record<SourceKind, number>;
}

/** Parses a run of one kind and tells the report what was wrong with it. */
function parseRecords<Kind extends SourceKind>(
  kind: Kind,
  part: Extract<BundlePart, { type: "records" }>,
  file: string,
  report: ReadingReportBuilder,
) {
  const records: NonNullable<ReturnType<typeof parseSourceRecord<Kind>>["record"]>[] = [];
  for (let index = 0; index < part.records.length; index++) {
    const { record, problems } = parseSourceRecord(kind, part.records[index]);
    if (problems.length > 0) {
      const path = `${part.path}[${part.firstIndex + index}]`;
      report.addProblems({ file, path, kind, isDropped: record === null }, problems);
    }
    if (record !== null) records.push(record);
  }
  return records;
}

/**
 * The files of one import as a source the planner can read as often as it needs to: bytes in, records out, as a
 * stream. Packed and plain files, keys in any order. `read` throws a `BundleError` for a file that can't be read
 * as a whole; a record or field that can't be used is left out and listed in the report.
 */
export function openBundle(files: readonly BundleFile[], options: BundleOptions = {}): BundleSource {
  const limits = { ...bundleLimits, ...options.limits };
  let finished: ReadingReportBuilder | null = null;

  async function* read(): AsyncGenerator<SourceBatch, void> {
    const report = new ReadingReportBuilder();
    const records = noRecords();
    const isSizeKnown = files.every((file) => file.sizeBytes !== null);
    const bytesTotal = isSizeKnown ? files.reduce((sum, file) => sum + (file.sizeBytes ?? 0), 0) : null;
    let bytesBefore = 0;
    for (const file of files) {
      const bytes: FileBytes = { format: null, bytes: 0, unpackedBytes: 0 };
      const recordsOfFile: Partial<Record<SourceKind, number>> = {};
      const unknownKeys: string[] = [];
      for await (const part of splitBundle(file.name, unpackFile(file, limits, bytes), limits)) {
        if (part.type === "unknown_key") {
          unknownKeys.push(part.key);
        } else if (part.type === "list_end") {
          recordsOfFile[part.kind] = (recordsOfFile[part.kind] ?? 0) + part.count;
          report.addList(part.kind, part.hasMorePages ?? part.count === pageLength);
        } else {
          const batch = { kind: part.kind, records: parseRecords(part.kind, part, file.name, report) };
          records[part.kind] += part.records.length;
          options.onProgress?.({ bytesRead: bytesBefore + bytes.bytes, bytesTotal, records: { ...records } });
          yield batch as SourceBatch;
        }
      }
      bytesBefore += bytes.bytes;
      const { format, ...sizes } = bytes;
      report.addFile({
        name: file.name,
        format: format ?? "json",
        ...sizes,
        records: recordsOfFile,
        unknownKeys,
      });
    }
    options.onProgress?.({ bytesRead: bytesBefore, bytesTotal, records });
    finished = report;
  }

  const whenFinished = (): ReadingReportBuilder => {
    if (finished === null) throw new Error("The bundle was not read to its end yet.");
    return finished;
  };
  return {
    read,
    lists: (): readonly SourceListFacts[] => whenFinished().lists(),
    report: () => whenFinished().report(),
  };
}
