import type { KindProgress } from "@/lib/api/contract.ts";

type Sample = { atMs: number; processed: Readonly<Record<string, number>> };

const windowMs = 10_000;

/** How fast records were processed of late, from samples of the progress. Immutable. */
export type RateMeter = readonly Sample[];

/** Adds what is known now and forgets what is older than the window (but keeps two samples). */
export function sampleProgress(
  meter: RateMeter,
  progress: readonly Pick<KindProgress, "kind" | "processed">[],
  atMs: number,
): RateMeter {
  const sample = { atMs, processed: Object.fromEntries(progress.map((kind) => [kind.kind, kind.processed])) };
  const recent = meter.filter((old) => atMs - old.atMs <= windowMs);
  return [...(recent.length > 0 ? recent : meter.slice(-1)), sample];
}

/** Records per second of one kind, or of all together (null); null until it can be told. */
export function ratePerSecond(meter: RateMeter, kind: string | null): number | null {
  const first = meter[0];
  const last = meter.at(-1);
  if (!first || !last || last.atMs <= first.atMs) return null;
  const done = processedOf(last, kind) - processedOf(first, kind);
  return done > 0 ? (done / (last.atMs - first.atMs)) * 1000 : null;
}

function processedOf(sample: Sample, kind: string | null): number {
  if (kind !== null) return sample.processed[kind] ?? 0;
  return Object.values(sample.processed).reduce((sum, processed) => sum + processed, 0);
}
