import { setMaxListeners } from "node:events";
import { importProblem } from "../../api/fields.ts";
import { pullOptions } from "../../api/pull.ts";
import type { Database } from "../../database/database.ts";
import { Prisma } from "../../generated/prisma/client.ts";
import { pullWorkos } from "../../sources/workos/pull-workos.ts";
import type { WorkosClient } from "../../sources/workos/workos-client.ts";
import { WorkosError } from "../../sources/workos/workos-error.ts";
import type { Lease } from "../lease.ts";
import { moveImport } from "../move-import.ts";
import { carrySnapshot, cursorsOfWholePull } from "./carry-snapshot.ts";
import { forgetPull } from "./forget-pull.ts";
import { countStoredUsers } from "./merge-counter.ts";
import { PostgresStore } from "./postgres-store.ts";
import { PullStopped } from "./pull-stopped.ts";
import { openKey } from "./seal-key.ts";
import { workosClient } from "./workos-client.ts";

/** How soon a pull hears that it was paused or cancelled while it waits for WorkOS. */
const lookEveryMs = 1_000;

/**
 * Pulls with the import's keys from where the pull stands, all keys at once, and hands the import over to be read.
 * What stays in the way (WorkOS is away, a key is withdrawn) pauses the import and is told there; a key that is refused
 * before anything was read sends it back to draft.
 */
export async function pullImport(db: Database, lease: Lease, signal: AbortSignal): Promise<void> {
  const { importId } = lease;
  const found = await db.prisma.import.findUniqueOrThrow({
    where: { id: importId },
    select: { pullOptions: true, keys: { orderBy: { position: "asc" } } },
  });
  const options = pullOptions.parse(found.pullOptions);
  const pulls = found.keys.map(({ id, sealed, position }) => {
    if (!sealed) throw new Error(`the key ${id} of a pull that is not at its end was wiped`);
    return { client: workosClient(openKey(sealed, id)), position };
  });
  const watch = watchState(db, importId);
  const stop = AbortSignal.any([signal, watch.signal]);
  try {
    await beginSnapshot(
      db,
      lease,
      pulls.map(({ client }) => client),
      stop,
    );
    const merge = await countStoredUsers(db, importId, options);
    // Of a snapshot that was carried on everything is here: nothing is asked for.
    await inParallel(stop, pulls, async ({ client, position }, pulling) => {
      const store = new PostgresStore(db, lease, position, merge);
      try {
        await pullWorkos({ client, store, options, signal: pulling });
      } finally {
        await store.settled();
      }
    });
    await db.prisma.$transaction((tx) =>
      moveImport(tx, importId, ["pulling"], "reading", {
        pulledAt: new Date(),
        pullMerge: merge.counts(),
        problem: Prisma.DbNull,
        reading: Prisma.DbNull,
        readingReport: Prisma.DbNull,
      }),
    );
  } catch (error) {
    if (signal.aborted) throw error;
    if (error instanceof PullStopped || watch.signal.aborted) return;
    if (!(error instanceof WorkosError)) throw error;
    await tellTrouble(db, importId, error);
  } finally {
    watch.stop();
  }
}

/** Carries an earlier snapshot on, where that can be; else notes from when on events are to be read the next time. */
async function beginSnapshot(
  db: Database,
  lease: Lease,
  clients: readonly WorkosClient[],
  signal: AbortSignal,
): Promise<void> {
  const { importId } = lease;
  if ((await db.prisma.pullLane.count({ where: { importId } })) > 0) return;
  if (await carrySnapshot(db, lease, clients, signal)) return;
  await db.prisma.import.update({
    where: { id: importId },
    data: { eventCursors: cursorsOfWholePull(clients.length, Date.now()) },
  });
}

/** Runs all; the first that fails stops the others, and its error is thrown when all have ended. */
async function inParallel<Item>(
  signal: AbortSignal,
  items: readonly Item[],
  work: (item: Item, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const failed = new AbortController();
  const running = AbortSignal.any([signal, failed.signal]);
  setMaxListeners(0, running);
  await Promise.allSettled(
    items.map((item) => work(item, running).catch((error: unknown) => failed.abort(error))),
  );
  signal.throwIfAborted();
  if (failed.signal.aborted) throw failed.signal.reason;
}

/** Aborts when the import is not `pulling` any more. Each page looks as well; but a pull may wait long for one. */
function watchState(db: Database, importId: string): { signal: AbortSignal; stop(): void } {
  const moved = new AbortController();
  const timer = setInterval(async () => {
    const found = await db.prisma.import
      .findUnique({ where: { id: importId }, select: { state: true } })
      // If the database is away, the next page finds out.
      .catch(() => ({ state: "pulling" }));
    if (found?.state !== "pulling") moved.abort(new PullStopped());
  }, lookEveryMs);
  return { signal: moved.signal, stop: () => clearInterval(timer) };
}

async function tellTrouble(db: Database, importId: string, error: WorkosError): Promise<void> {
  const problem = importProblem.parse({
    code: `workos_${error.trouble}`,
    message: error.message,
    whatToDo: error.whatToDo,
  });
  await db.prisma.$transaction(async (tx) => {
    const read = await tx.pullLane.aggregate({ where: { importId }, _sum: { records: true } });
    // With nothing read there is nothing to go on with: another key is a new start.
    if (error.trouble === "key_refused" && !read._sum.records) {
      await moveImport(tx, importId, ["pulling"], "draft", { problem, pullOptions: Prisma.DbNull });
      await forgetPull(tx, importId);
    } else {
      await moveImport(tx, importId, ["pulling"], "pull_paused", { problem });
    }
  });
}
