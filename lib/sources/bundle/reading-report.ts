import { z } from "zod";
import type { RecordProblem } from "../../planner/record-fields.ts";
import { type SourceKind, type SourceListFacts, sourceKinds } from "../../planner/source-records.ts";

const maxProblems = 1000;
const maxUnknownKeys = 100;

const severity = z.enum(["record_dropped", "field_dropped"]);

const readingProblemSchema = z.object({
  file: z.string(),
  /** Where in the file, counted as it is written: `users[1841].email`. */
  path: z.string(),
  message: z.string(),
  /** What stood there, shortened. */
  received: z.string(),
  severity,
});

const readingFileSchema = z.object({
  name: z.string(),
  format: z.enum(["json", "json.gz"]),
  bytes: z.number(),
  unpackedBytes: z.number(),
  /** Per source kind; only kinds whose list is in the file. Counts what stands there, usable or not. */
  records: z.partialRecord(z.enum(sourceKinds), z.number()),
  /** Keys of the bundle that are no list of ours: skipped. At most 100. */
  unknownKeys: z.array(z.string()),
});

/**
 * What reading a bundle found out, beside the plan: it depends on the order of the files, the plan must not
 * (decision 1). Stored as JSON, shown by the wizard and the CLI.
 */
export const readingReportSchema = z.object({
  files: z.array(readingFileSchema),
  /** The first 1,000. */
  problems: z.array(readingProblemSchema),
  /** All of them. */
  problemCount: z.number(),
  /** All of them by sentence, most frequent first. */
  problemsByMessage: z.array(z.object({ message: z.string(), severity, count: z.number() })),
  /** Kinds that no file has a list of: nothing of theirs can be gone. */
  missingKinds: z.array(z.enum(sourceKinds)),
  /** Kinds of which at least one record could not be used: one that is missing is not gone at the source. */
  kindsWithDroppedRecords: z.array(z.enum(sourceKinds)),
  /** Kinds of which a list is probably only the first page. */
  firstPageKinds: z.array(z.enum(sourceKinds)),
});

type ReadingProblem = z.infer<typeof readingProblemSchema>;
export type ReadingReport = z.infer<typeof readingReportSchema>;
type ReadingFile = z.infer<typeof readingFileSchema>;

/** Gathers a `ReadingReport` while files are read. Memory does not grow with the number of problems. */
export class ReadingReportBuilder {
  readonly #files: ReadingFile[] = [];
  readonly #problems: ReadingProblem[] = [];
  readonly #byMessage = new Map<
    string,
    { message: string; severity: ReadingProblem["severity"]; count: number }
  >();
  readonly #lists = new Map<SourceKind, SourceListFacts>();
  readonly #kindsWithDroppedRecords = new Set<SourceKind>();
  #problemCount = 0;

  addFile(file: ReadingFile): void {
    this.#files.push({ ...file, unknownKeys: file.unknownKeys.slice(0, maxUnknownKeys) });
  }

  /** Adds the problems of a record; `path` is its own: `users[1841]`. */
  addProblems(
    record: { file: string; path: string; kind: SourceKind; isDropped: boolean },
    problems: readonly RecordProblem[],
  ): void {
    const { file, isDropped } = record;
    if (isDropped) this.#kindsWithDroppedRecords.add(record.kind);
    const severity = isDropped ? "record_dropped" : "field_dropped";
    for (const { path, message, received } of problems) {
      this.#problemCount++;
      const key = `${severity} ${message}`;
      const counted = this.#byMessage.get(key) ?? { message, severity, count: 0 };
      counted.count++;
      this.#byMessage.set(key, counted);
      if (this.#problems.length < maxProblems) {
        const whole = path === "" ? record.path : `${record.path}.${path}`;
        this.#problems.push({ file, path: whole, message, received, severity });
      }
    }
  }

  addList(kind: SourceKind, isProbablyFirstPageOnly: boolean): void {
    const isSo = isProbablyFirstPageOnly || (this.#lists.get(kind)?.isProbablyFirstPageOnly ?? false);
    this.#lists.set(kind, { kind, isProbablyFirstPageOnly: isSo });
  }

  /** Facts of the kinds that were found, in the order of `sourceKinds`. */
  lists(): readonly SourceListFacts[] {
    return sourceKinds.flatMap((kind) => this.#lists.get(kind) ?? []);
  }

  report(): ReadingReport {
    const lists = this.lists();
    return {
      files: [...this.#files],
      problems: [...this.#problems],
      problemCount: this.#problemCount,
      problemsByMessage: [...this.#byMessage.values()].toSorted((a, b) => b.count - a.count),
      missingKinds: sourceKinds.filter((kind) => !this.#lists.has(kind)),
      kindsWithDroppedRecords: sourceKinds.filter((kind) => this.#kindsWithDroppedRecords.has(kind)),
      firstPageKinds: lists.filter((list) => list.isProbablyFirstPageOnly).map(({ kind }) => kind),
    };
  }
}
