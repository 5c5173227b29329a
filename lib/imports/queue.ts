import { PgBoss } from "pg-boss";
import type { Database } from "../database/database.ts";
import { workingStates, workOnImport } from "./work-on-import.ts";

/**
 * The queue that carries "this import has something to do" to the workers, in Postgres. It makes work prompt and
 * shared; correctness does not hang on it: the lease decides who works, and a sweep finds what was never sent.
 */
const queueName = "imports";

/** How often a worker looks for applies to join, and for imports that nobody works on. */
const sweepEveryMs = 2_000;

const shared = globalThis as { authioQueue?: Map<string, Promise<PgBoss>> };

/** The process's sender; workers make their own. */
function sender(db: Database): Promise<PgBoss> {
  shared.authioQueue ??= new Map();
  const existing = shared.authioQueue.get(db.url);
  if (existing) return existing;
  const starting = start(db, { supervise: false, schedule: false });
  shared.authioQueue.set(db.url, starting);
  // A database that was away at the first request must not break all later ones.
  starting.catch(() => shared.authioQueue?.delete(db.url));
  return starting;
}

async function start(db: Database, options: { supervise: boolean; schedule: boolean }): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: db.url,
    max: 3,
    useListenNotify: true,
    superviseIntervalSeconds: 1,
    monitorIntervalSeconds: 1,
    ...options,
  });
  boss.on("error", (error) => console.error("queue:", error.message));
  await boss.start();
  await boss.createQueue(queueName, {
    policy: "short",
    notify: true,
    heartbeatSeconds: 10,
    retryLimit: 1_000,
    retryDelay: 1,
    expireInSeconds: 24 * 60 * 60 - 1,
    deleteAfterSeconds: 24 * 60 * 60,
  });
  return boss;
}

/** Tells the workers that an import has something to do. Telling twice is harmless. */
export async function enqueueImport(db: Database, importId: string): Promise<void> {
  const boss = await sender(db);
  await boss.send(queueName, { importId }, { singletonKey: importId });
}

/** Tells the workers of the imports that wait for their turn: call it when one has ended. */
export async function enqueueWaiting(db: Database): Promise<void> {
  const waiting = await db.prisma.import.findMany({ where: { state: "waiting" }, select: { id: true } });
  for (const { id } of waiting) await enqueueImport(db, id);
}

/** Closes the process's sender, so that it can end. */
export async function closeQueue(db: Database): Promise<void> {
  const boss = await shared.authioQueue?.get(db.url);
  shared.authioQueue?.delete(db.url);
  await boss?.stop({ graceful: false });
}

/**
 * Works on imports until stopped: takes them from the queue, joins applies that others have begun, and sweeps for
 * what has something to do and nobody who does it (a process was killed, a message lost).
 */
export async function startWorker(db: Database): Promise<{ stop(): Promise<void> }> {
  const stopping = new AbortController();
  const boss = await start(db, { supervise: true, schedule: true });
  const atWork = new Map<string, { isWantedAgain: boolean }>();
  const joined = new Set<Promise<void>>();

  async function work(importId: string): Promise<void> {
    const before = atWork.get(importId);
    if (before) {
      // Said while we are about to leave: look once more before we do.
      before.isWantedAgain = true;
      return;
    }
    const now = { isWantedAgain: false };
    atWork.set(importId, now);
    try {
      do {
        now.isWantedAgain = false;
        await workOnImport(db, importId, stopping.signal);
      } while (now.isWantedAgain && !stopping.signal.aborted);
    } finally {
      atWork.delete(importId);
    }
    await enqueueWaiting(db);
  }

  async function sweep(): Promise<void> {
    const { rows } = await db.pool.query<{ id: string; state: string }>(
      `SELECT i.id, i.state FROM imports i LEFT JOIN import_leases l ON l.import_id = i.id
       WHERE i.state = 'applying' OR i.state = ANY ($1) AND (l.expires_at IS NULL OR l.expires_at < now())`,
      [workingStates],
    );
    for (const { id, state } of rows) {
      if (state !== "applying") await boss.send(queueName, { importId: id }, { singletonKey: id });
      else if (!atWork.has(id)) {
        const joining = work(id)
          .catch(tellError)
          .finally(() => joined.delete(joining));
        joined.add(joining);
      }
    }
  }
  const tellError = (error: Error) => console.error("worker:", error.message);

  await boss.work<{ importId: string }>(
    queueName,
    { batchSize: 1, localConcurrency: 2, notifyPollingIntervalSeconds: 2 },
    async (jobs) => {
      for (const { data } of jobs) await work(data.importId);
    },
  );
  const timer = setInterval(() => void sweep().catch(tellError), sweepEveryMs);
  await sweep();
  return {
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await boss.stop({ graceful: true, timeout: 10_000 });
      await Promise.all(joined);
    },
  };
}
