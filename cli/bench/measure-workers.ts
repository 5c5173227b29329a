import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../../lib/database/database.ts";
import { confirmApply } from "../../lib/imports/confirm-apply.ts";
import { closeQueue } from "../../lib/imports/queue.ts";
import { leftBehind } from "../../lib/imports/testing/left-behind.ts";
import { withDatabase } from "../faults/scene.ts";
import { WorkerCrew } from "../faults/worker-crew.ts";
import type { BenchServer } from "./bench-database.ts";
import { generateBundle } from "./generate-bundle.ts";
import { planFile } from "./import-file.ts";

/** Seconds of the same apply, one a run. */
export type WorkersMeasured = { users: number; one: number[]; two: number[] };

/** Time for worker processes to come up, and between two looks at an import. */
const startMs = 4_000;
const lookMs = 200;

/**
 * Applies one plan with one worker process and with two.
 *
 * @throws Error when they leave different directories, logs or journals behind
 */
export async function measureWorkers(
  bench: { checkout: string; folder: string; server: BenchServer; template: string },
  users: number,
  runs: number,
): Promise<WorkersMeasured> {
  const { checkout, folder, server, template } = bench;
  const file = path.join(folder, `workers-${users}.json`);
  await generateBundle(file, users);
  const planned = await server.create(template);
  const { importId } = await withDatabase(planned, (db) => planFile(db, file, () => server.settle()));
  const measured: WorkersMeasured = { users, one: [], two: [] };
  const left = new Set<string>();
  for (let run = 1; run <= runs; run++) {
    for (const [name, size] of [
      ["one", 1],
      ["two", 2],
    ] as const) {
      console.error(`${users} users, run ${run} of ${runs}: apply with ${name} of the workers`);
      const url = await server.create(new URL(planned).pathname.slice(1));
      const databaseUrls = new Array<string>(size).fill(url);
      const crew = new WorkerCrew({ entry: path.join(checkout, "dist/authio.mjs"), databaseUrls });
      try {
        await sleep(startMs);
        await server.settle();
        await withDatabase(url, async (db) => {
          measured[name].push(await apply(db, importId));
          left.add(await leftBehind(db, importId));
        });
      } finally {
        crew.stop();
        await server.drop(url);
      }
      if (left.size > 1) throw new Error("One worker and two left different directories behind.");
    }
  }
  await server.drop(planned);
  return measured;
}

async function apply(db: Database, importId: string): Promise<number> {
  const { planHash } = await db.prisma.import.findUniqueOrThrow({ where: { id: importId } });
  await confirmApply(db, { kind: "cli", name: "benchmark" }, importId, {
    planHash: planHash ?? "",
    acceptRemovals: false,
  });
  await closeQueue(db);
  for (;;) {
    await sleep(lookMs);
    const { state, startedAt, finishedAt } = await db.prisma.import.findUniqueOrThrow({
      where: { id: importId },
    });
    if (state === "complete" && startedAt && finishedAt) {
      return (finishedAt.getTime() - startedAt.getTime()) / 1_000;
    }
    if (state !== "waiting" && state !== "applying") throw new Error(`the import is ${state}`);
  }
}
