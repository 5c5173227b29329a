import { setTimeout as sleep } from "node:timers/promises";
import { getImport } from "../../lib/imports/get-import.ts";
import { closeQueue } from "../../lib/imports/queue.ts";
import { resumeImport } from "../../lib/imports/resume-import.ts";
import { runCommand } from "./run-command.ts";
import { actor } from "./scene.ts";
import { SmallDisk } from "./small-disk.ts";
import { type Fault, patienceMs, type Trial } from "./trial.ts";
import { withClient } from "./with-client.ts";

const both = ["apply", "undo"] as const;

/** Longer than a hanging process may hold its step, or its lease. */
const hangMs = 17_000;
/** What statements of a database that is slow may take, and how long a lock then keeps them waiting. */
const timeOutMs = 2_000;
const lockedMs = 3_000;

const others = "datname = current_database() AND application_name <> 'faults'";

/** The clock of a process that loads it jumps by hours, forth and back, all the time. */
const jumpingClock = `data:text/javascript,${encodeURIComponent(`
  const RealDate = Date;
  const hours = [0, 7, -5, 30, -26, 2];
  const startedAt = performance.now();
  const now = () => RealDate.now() + hours[Math.floor((performance.now() - startedAt) / 300) % hours.length] * 3_600_000;
  globalThis.Date = class extends RealDate {
    constructor(...values) { if (values.length === 0) super(now()); else super(...values); }
    static now() { return now(); }
  };
`)}`;

const disks = new WeakMap<object, SmallDisk>();

/** Everything that goes wrong, one after the other. */
export const faults: readonly Fault[] = [
  { name: "nothing", tasks: both, strike: async () => {} },
  {
    name: "worker killed",
    tasks: both,
    strike: (trial) => trial.repeatedly(async () => trial.endLeaseOf(await trial.crew.kill(trial.random))),
  },
  {
    name: "postgres killed",
    tasks: both,
    strike: (trial) =>
      trial.repeatedly(async () => {
        trial.stage.postgres.kill();
        await sleep(trial.random.below(1_000));
        await trial.stage.postgres.restart();
      }),
  },
  {
    name: "backend killed",
    tasks: both,
    strike: (trial) =>
      trial.repeatedly(() => trial.ask(() => trial.stage.postgres.killBackend(trial.db.url))),
  },
  {
    name: "connections terminated",
    tasks: both,
    strike: (trial) =>
      trial.repeatedly(async () => {
        await trial.db.pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${others}`);
      }),
  },
  {
    name: "sockets cut",
    tasks: both,
    strike: (trial) =>
      trial.repeatedly(async () => {
        trial.proxy.shut();
        await sleep(trial.random.below(500));
        trial.proxy.open();
      }),
  },
  {
    name: "statements cancelled",
    tasks: both,
    strike: (trial) =>
      trial.repeatedly(async () => {
        await trial.db.pool.query(`SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE ${others}`);
      }),
  },
  {
    name: "statements time out",
    tasks: both,
    prepare: (_stage, url) =>
      withClient(url, async (client) => {
        const database = new URL(url).pathname.slice(1);
        await client.query(`ALTER DATABASE ${database} SET statement_timeout = ${timeOutMs}`);
      }),
    strike: (trial) => trial.repeatedly(() => lockSteps(trial), 3),
  },
  {
    name: "jobs delivered twice",
    tasks: both,
    strike: (trial) => trial.repeatedly(() => deliverAgain(trial)),
  },
  {
    name: "clocks jump",
    tasks: both,
    preload: jumpingClock,
    // The lease of one that is killed must run out by the database's clock.
    strike: (trial) => trial.repeatedly(async () => void (await trial.crew.kill(trial.random)), 1),
  },
  {
    name: "worker hangs",
    tasks: both,
    strike: async (trial) => {
      await trial.repeatedly(async () => {
        const { wake } = trial.crew.hang(trial.random);
        await sleep(hangMs);
        wake();
      }, 1);
      // Time to write, if it could.
      await sleep(1_000);
    },
  },
  {
    name: "disk full",
    tasks: both,
    prepare: async (stage, url) => {
      disks.set(stage, await SmallDisk.under(url));
    },
    strike: fillDisk,
    after: async (stage) => {
      await disks.get(stage)?.remove();
      disks.delete(stage);
    },
  },
];

/** Keeps every step waiting until its statement times out. */
async function lockSteps({ db, importId }: Trial): Promise<void> {
  await withClient(db.url, async (client) => {
    await client.query("BEGIN");
    await client.query("SET LOCAL statement_timeout = 0");
    // In the order in which a step takes them.
    await client.query("LOCK TABLE import_steps IN ACCESS EXCLUSIVE MODE");
    await client.query("SELECT 1 FROM imports WHERE id = $1 FOR UPDATE", [importId]);
    await sleep(lockedMs);
    await client.query("ROLLBACK");
  });
}

/** Puts jobs that workers have already taken back into the queue, and new ones beside them. */
async function deliverAgain({ db }: Trial): Promise<void> {
  await db.pool.query(
    `UPDATE pgboss.job SET state = 'retry', singleton_key = gen_random_uuid()::text, start_after = now()
     WHERE name = 'imports' AND state IN ('active', 'completed')`,
  );
}

/** Fills the disk until somebody is told so, then frees it and has the import go on. */
async function fillDisk(trial: Trial): Promise<void> {
  const disk = disks.get(trial.stage);
  await trial.repeatedly(async () => {
    disk?.fill();
    const told = await whatIsTold(trial);
    disk?.free();
    if (!/disk.* full/.test(told)) throw new Error(`the disk was full, and what is told is: ${told}`);
    while ((await trial.ended()) === "paused") {
      const { problem } = await getImport(trial.db, actor, trial.importId);
      if (!/disk.* full/.test(problem?.message ?? "")) {
        throw new Error(`the disk was full, and the import paused for another reason: ${problem?.message}`);
      }
      await resumeImport(trial.db, actor, trial.importId);
      await closeQueue(trial.db);
    }
  }, 1);
}

/**
 * What the import says as soon as it has stopped; or where Postgres lets nobody in any more (it writes a file for the
 * first connection after its catalog has changed), so that no import can say anything, what who asks is told.
 */
async function whatIsTold({ stage, db, importId }: Trial): Promise<string> {
  for (const deadline = performance.now() + patienceMs; performance.now() < deadline; await sleep(100)) {
    try {
      const { state, problem } = await getImport(db, actor, importId);
      if (state !== "applying" && state !== "undoing") return problem?.message ?? state;
      await withClient(db.url, (client) => client.query("SELECT 1"));
    } catch {
      const refusal = await runCommand(stage.entry, [
        "jobs",
        "show",
        importId,
        "--database-url",
        db.url,
      ]).then(
        () => null,
        (error: { stderr: string }) => error.stderr,
      );
      if (refusal !== null) return refusal;
    }
  }
  return `nothing, for ${patienceMs / 1_000} s`;
}
