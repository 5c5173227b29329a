import { PgBoss } from "pg-boss";
import type { Database } from "../database/database.ts";
import { workingStates, workOnImport } from "./work-on-import.ts";

/**
 * The queue that carries "this import has something to do" to the workers, in Postgres. It makes work prompt and
 * shared; correctness does not hang on it: the lease decides who works.
 */
const queueName = "imports";

/** How often a worker looks for applies to join, and for imports whose worker was killed. */
const lookEveryMs = 2_000;

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
  try {
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
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => undefined);
    throw error;
  }
}

/**
 * Tells the workers of every import that has something to do and nobody who does it. Call it after whatever gives
 * an import something to do, and after whatever ends its worker: of two that happen at once, the later one sees
 * the earlier, so none is forgotten. One that waits for its turn has nothing to do while the directory is taken;
 * applies are for all who come, and workers join them by themselves.
 */
export async function enqueueIdle(db: Database, boss?: PgBoss): Promise<void> {
  const { rows } = await db.pool.query<{ id: string }>(
    `SELECT i.id FROM imports i LEFT JOIN import_leases l ON l.import_id = i.id
     WHERE i.state = ANY ($1) AND i.state <> 'applying' AND (l.expires_at IS NULL OR l.expires_at < now())
       AND (i.state <> 'waiting' OR NOT EXISTS (SELECT 1 FROM apply_locks))`,
    [workingStates],
  );
  if (rows.length === 0) return;
  const through = boss ?? (await sender(db));
  for (const { id } of rows) await through.send(queueName, { importId: id }, { singletonKey: id });
}

/** Closes the process's sender, so that it can end. */
export async function closeQueue(db: Database): Promise<void> {
  const boss = await shared.authioQueue?.get(db.url);
  shared.authioQueue?.delete(db.url);
  await boss?.stop({ graceful: false });
}

/**
 * Works on imports until stopped: takes them from the queue, joins applies that others have begun, and looks every
 * so often for what a killed worker has left.
 */
export async function startWorker(db: Database, everyMs = lookEveryMs): Promise<{ stop(): Promise<void> }> {
  const stopping = new AbortController();
  const boss = await start(db, { supervise: true, schedule: true });
  const atWork = new Set<string>();
  const joined = new Set<Promise<void>>();
  const tellError = (error: Error) => console.error("worker:", error.message);

  async function work(importId: string): Promise<void> {
    // Who is at it already looks for what is left to do when it ends.
    if (atWork.has(importId)) return;
    atWork.add(importId);
    try {
      await workOnImport(db, importId, stopping.signal);
    } finally {
      atWork.delete(importId);
    }
    await enqueueIdle(db, boss);
  }

  async function look(): Promise<void> {
    await enqueueIdle(db, boss);
    const applying = await db.prisma.import.findMany({ where: { state: "applying" }, select: { id: true } });
    for (const { id } of applying) {
      const joining = work(id)
        .catch(tellError)
        .finally(() => joined.delete(joining));
      joined.add(joining);
    }
  }

  await boss.work<{ importId: string }>(
    queueName,
    { batchSize: 1, localConcurrency: 2, notifyPollingIntervalSeconds: 2 },
    async (jobs) => {
      for (const { data } of jobs) await work(data.importId);
    },
  );
  const timer = setInterval(() => void look().catch(tellError), everyMs);
  await look().catch(tellError);
  return {
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await boss.stop({ graceful: true, timeout: 10_000 });
      await Promise.all(joined);
    },
  };
}
