import { fork } from "node:child_process";
import path from "node:path";
import { pullOptions } from "../../lib/api/pull.ts";
import { databaseAt } from "../../lib/database/database.ts";
import { createImport } from "../../lib/imports/create-import.ts";
import { acquireLease } from "../../lib/imports/lease.ts";
import { pullImport } from "../../lib/imports/pull/pull-import.ts";
import { startPull } from "../../lib/imports/pull/start-pull.ts";
import { closeQueue } from "../../lib/imports/queue.ts";
import { answerOf } from "./answer-of.ts";
import type { BenchServer } from "./bench-database.ts";
import type { LimitedSize, Seen } from "./limited-workos.ts";

const actor = { kind: "cli", name: "benchmark" } as const;

/** A pull of one listing against what the documented limit lets through. */
export type PullCost = {
  /** Requests a second, once the pull is under way, of those that the limit allows. */
  ofLimit: number;
  requestsPerSecond: number;
  seconds: number;
  processorSeconds: number;
  refusals: number;
};

export type PullMeasured = { users: PullCost[]; directoryUsers: PullCost[] };

/** Long enough that the start does not count; the limit's window has passed by then. */
const startMs = 4_000;

export const pullSizes = { users: 200_000, directoryUsers: 8_000 };

/** Listings that can only be read page after page: the users, and the users of one directory. */
const listings = {
  users: { size: { users: pullSizes.users, directoryUsers: 0 }, allowedPerSecond: 100 },
  directoryUsers: { size: { users: 0, directoryUsers: pullSizes.directoryUsers }, allowedPerSecond: 4 },
} as const;

export async function measurePull(
  { checkout, server, template }: { checkout: string; server: BenchServer; template: string },
  runs: number,
): Promise<PullMeasured> {
  const measured: PullMeasured = { users: [], directoryUsers: [] };
  for (let run = 1; run <= runs; run++) {
    for (const kind of ["users", "directoryUsers"] as const) {
      console.error(`live pull, run ${run} of ${runs}: ${kind}`);
      const { size, allowedPerSecond } = listings[kind];
      const url = await server.create(template);
      measured[kind].push(await pullOnce(checkout, url, size, allowedPerSecond));
      await server.drop(url);
    }
  }
  return measured;
}

async function pullOnce(
  checkout: string,
  databaseUrl: string,
  size: LimitedSize,
  allowedPerSecond: number,
): Promise<PullCost> {
  const workos = fork(path.join(checkout, "cli/bench/limited-workos.mjs"), [
    String(size.users),
    String(size.directoryUsers),
  ]);
  const db = databaseAt(databaseUrl);
  try {
    const { url } = await answerOf<{ url: string }>(workos);
    process.env.WORKOS_API_URL = url;
    const { id } = await createImport(db, actor, { originName: "WorkOS" });
    await startPull(db, actor, id, { tokens: ["sk_test_benchmark"], options: pullOptions.parse({}) });
    const lease = await acquireLease(db, id, "benchmark");
    if (!lease) throw new Error("a new import has no lease");
    const processorBefore = process.cpuUsage();
    const startedAt = performance.now();
    await pullImport(db, lease, new AbortController().signal);
    const seconds = (performance.now() - startedAt) / 1_000;
    const { user, system } = process.cpuUsage(processorBefore);
    const lanes = await db.prisma.pullLane.aggregate({ where: { importId: id }, _sum: { records: true } });
    if ((lanes._sum.records ?? 0) < size.users + size.directoryUsers)
      throw new Error("the pull left records behind");
    workos.send("what did you see?");
    const { seen } = await answerOf<{ seen: Seen }>(workos);
    const requestsPerSecond = steadyRate(seen.arrivals);
    return {
      ofLimit: requestsPerSecond / allowedPerSecond,
      requestsPerSecond,
      seconds,
      processorSeconds: (user + system) / 1_000_000,
      refusals: seen.refusals,
    };
  } finally {
    workos.disconnect();
    await closeQueue(db);
    await db.prisma.$disconnect();
    await db.pool.end();
  }
}

/** Requests a second once the pull is under way: the slope of their count over time, since they may come in bursts. */
function steadyRate(arrivals: readonly number[]): number {
  const from = (arrivals[0] ?? 0) + startMs;
  const times = arrivals.filter((time) => time >= from);
  const meanTime = times.reduce((sum, time) => sum + time, 0) / times.length;
  const meanCount = (times.length - 1) / 2;
  let together = 0;
  let spread = 0;
  for (const [count, time] of times.entries()) {
    together += (time - meanTime) * (count - meanCount);
    spread += (time - meanTime) ** 2;
  }
  return (together / spread) * 1_000;
}
