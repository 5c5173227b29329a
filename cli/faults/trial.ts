import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../../lib/database/database.ts";
import { getImport } from "../../lib/imports/get-import.ts";
import { fromAnotherMachine } from "../../lib/imports/testing/another-machine.ts";
import { differences } from "./imprint.ts";
import type { Stage } from "./open-stage.ts";
import type { Random } from "./random.ts";
import { runCommand } from "./run-command.ts";
import { actor, confirm, imprintOf, type Scene, type Task, withDatabase } from "./scene.ts";
import { TcpProxy } from "./tcp-proxy.ts";
import { WorkerCrew } from "./worker-crew.ts";

const pollMs = 10;
/** No import of this size takes as long, whatever happens to it. */
export const patienceMs = 300_000;

/** What goes wrong, and with what. */
export type Fault = {
  name: string;
  tasks: readonly Task[];
  /** Has everything go wrong that shall; resolves when it has. */
  strike(trial: Trial): Promise<void>;
  /** Changes the database before the workers come. */
  prepare?(stage: Stage, url: string): Promise<void>;
  /** Takes away what it made, when the database is gone. */
  after?(stage: Stage): Promise<void>;
  /** A module that workers load first. */
  preload?: string;
};

export type Outcome = {
  seconds: number;
  /** What is wrong with what the import left behind; none if nothing is. */
  troubles: string[];
  strikes: number;
};

/** One import that goes wrong in one way, from its confirmation to its end. */
export class Trial {
  readonly stage: Stage;
  readonly db: Database;
  readonly importId: string;
  readonly random: Random;
  readonly crew: WorkerCrew;
  readonly proxy: TcpProxy;
  /** Strikes that met the import at work. */
  strikes = 0;
  readonly #steps: number;

  constructor(
    stage: Stage,
    db: Database,
    scene: Scene,
    task: Task,
    random: Random,
    crew: WorkerCrew,
    proxy: TcpProxy,
  ) {
    this.stage = stage;
    this.db = db;
    this.importId = scene.importId;
    this.random = random;
    this.crew = crew;
    this.proxy = proxy;
    this.#steps = stepsOf(scene, task);
  }

  /** Asks the database again until it answers: it may be away just now. */
  async ask<Answer>(question: () => Promise<Answer>): Promise<Answer> {
    for (const deadline = performance.now() + patienceMs; ; await sleep(50)) {
      try {
        return await question();
      } catch (error) {
        if (performance.now() > deadline) throw error;
      }
    }
  }

  async #standing(): Promise<{ state: string; done: number }> {
    const { rows } = await this.ask(() =>
      this.db.pool.query<{ state: string; done: number }>(
        `SELECT state, CASE task WHEN 'apply' THEN applied_chunks ELSE task_steps END AS done FROM imports WHERE id = $1`,
        [this.importId],
      ),
    );
    return rows[0] ?? { state: "gone", done: 0 };
  }

  /** Waits until the import waits for a person, or has ended; returns its state. */
  async ended(): Promise<string> {
    for (const deadline = performance.now() + patienceMs; ; await sleep(20)) {
      const { state } = await this.#standing();
      if (!["waiting", "applying", "undoing", "retrying"].includes(state)) return state;
      if (performance.now() > deadline) {
        throw new Error(`still ${state} after ${patienceMs / 1_000} s\n${this.crew.lastWords()}`);
      }
    }
  }

  /**
   * Strikes so many times, each time at a random moment while the import is at work, and so that all fit into it and
   * something is left to do after the last.
   */
  async repeatedly(strike: () => Promise<void>, times = this.stage.strikes): Promise<void> {
    const most = Math.max(1, Math.floor(this.#steps / (times + 1)));
    for (let count = 0; count < times; count++) {
      const target = (await this.#standing()).done + this.random.below(most);
      for (;;) {
        const { state, done } = await this.#standing();
        if (state !== "waiting" && state !== "applying" && state !== "undoing") {
          throw new Error(`the import was ${state} after ${count} of ${times} strikes`);
        }
        if (done >= target && state !== "waiting") break;
        await sleep(pollMs);
      }
      await sleep(this.random.below(60));
      await strike();
      this.strikes++;
    }
  }

  /** The next worker need not wait until the lease of one that was killed runs out: that it does is tested elsewhere. */
  async endLeaseOf(owner: string): Promise<void> {
    await this.ask(() =>
      this.db.pool.query(
        "UPDATE import_leases SET expires_at = now() - interval '1 second' WHERE owner = $1",
        [owner],
      ),
    );
  }
}

const stepsOf = (scene: Scene, task: Task): number => {
  const line = scene.undisturbed[task].counts.find((count) => count.startsWith("import ")) ?? "import {}";
  const { applied_chunks, task_steps } = JSON.parse(line.slice("import ".length));
  return task === "apply" ? applied_chunks : task_steps;
};

/** Has one import go wrong, and compares what it leaves behind with what it would have. */
export async function runTrial(
  stage: Stage,
  scene: Scene,
  fault: Fault,
  task: Task,
  random: Random,
): Promise<Outcome> {
  const startedAt = performance.now();
  const url = await stage.postgres.create(scene.ready[task]);
  const outcome: Outcome = { seconds: 0, troubles: [], strikes: 0 };
  try {
    await fault.prepare?.(stage, url);
    await disturb(stage, scene, fault, task, random, url, outcome);
    outcome.troubles.push(
      ...differences(scene.undisturbed[task], await imprintOf(url, scene.importId, task)),
    );
  } catch (error) {
    outcome.troubles.push(String(error));
  } finally {
    await stage.postgres.drop(url);
    await fault.after?.(stage);
  }
  return { ...outcome, seconds: (performance.now() - startedAt) / 1_000 };
}

/** Has workers do the task while everything goes wrong, until the import has ended. */
async function disturb(
  stage: Stage,
  scene: Scene,
  fault: Fault,
  task: Task,
  random: Random,
  url: string,
  outcome: Outcome,
): Promise<void> {
  const { importId } = scene;
  await withDatabase(`${url}?application_name=faults`, async (db) => {
    const proxy = await TcpProxy.before(url);
    await confirm(db, importId, task);
    const preload = fault.preload ? { preload: fault.preload } : {};
    const crew = new WorkerCrew({
      entry: stage.entry,
      databaseUrls: Array.from({ length: stage.workers }, (_, index) =>
        // Two on Postgres's own machine would wait for its processors, instead of meeting each other.
        index === 0 ? proxy.url : fromAnotherMachine(proxy.url),
      ),
      ...preload,
    });
    const trial = new Trial(stage, db, scene, task, random, crew, proxy);
    try {
      await fault.strike(trial);
      await trial.ended();
      outcome.troubles.push(...(await tellsTheEnd(stage, db, url, importId)));
    } catch (error) {
      outcome.troubles.push(`${error}\n${crew.lastWords()}`);
    } finally {
      outcome.strikes = trial.strikes;
      const { length, 0: first } = crew.endedAlone;
      if (first) outcome.troubles.push(`${length} workers ended by themselves; the first ${first}`);
      crew.stop();
      await proxy.stop();
    }
  });
}

/** What is wrong with how the import's page and `authio jobs show` tell the end. */
async function tellsTheEnd(stage: Stage, db: Database, url: string, importId: string): Promise<string[]> {
  const { state, problem } = await getImport(db, actor, importId);
  const shown = await runCommand(stage.entry, ["jobs", "show", importId, "--database-url", url]);
  const words = state.replaceAll("_", " ");
  return [
    ...(problem ? [`the import ended ${words} with a problem: ${problem.message}`] : []),
    ...(new RegExp(`^ *State +${words} *$`, "m").test(shown)
      ? []
      : [`\`authio jobs show\` does not say ${words}`]),
  ];
}
