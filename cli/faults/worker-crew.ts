import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { hostname } from "node:os";
import type { Random } from "./random.ts";

type Worker = { child: ChildProcess; said: string };

/** What a crew's workers run with. */
export type CrewOptions = {
  /** The built command. */
  entry: string;
  /** Where each of the workers finds the database. */
  databaseUrls: readonly string[];
  /** A module that workers load before anything else. */
  preload?: string;
};

/** Worker processes, each started again when it ends, as a supervisor does it. */
export class WorkerCrew {
  readonly #options: CrewOptions;
  readonly #workers = new Set<Worker>();
  #isStopped = false;
  /** The last words of workers that ended without being killed. */
  readonly endedAlone: string[] = [];

  constructor(options: CrewOptions) {
    this.#options = options;
    for (const databaseUrl of options.databaseUrls) this.#start(databaseUrl);
    process.once("exit", this.stop);
  }

  #start(databaseUrl: string): void {
    const { entry, preload } = this.#options;
    const environment = {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      DATABASE_URL: databaseUrl,
      APP_ENCRYPTION_KEY: "0".repeat(64),
    } as const;
    const child = spawn(process.execPath, [...(preload ? ["--import", preload] : []), entry, "worker"], {
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const worker = { child, said: "" };
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (data) => {
        worker.said = (worker.said + data).slice(-4_000);
      });
    }
    this.#workers.add(worker);
    child.once("exit", (code, signal) => {
      this.#workers.delete(worker);
      if (this.#isStopped) return;
      if (signal !== "SIGKILL")
        this.endedAlone.push(`ended with ${signal ?? code}: ${worker.said.slice(-1_000)}`);
      this.#start(databaseUrl);
    });
  }

  /** Kills one of them with SIGKILL. Returns whose lease it may have held. */
  async kill(random: Random): Promise<string> {
    const { child } = this.#any(random);
    child.kill("SIGKILL");
    await once(child, "exit");
    return `${hostname()}:${child.pid}`;
  }

  /** Stops one where it is, until it is woken. */
  hang(random: Random): { wake(): void } {
    const { child } = this.#any(random);
    child.kill("SIGSTOP");
    return { wake: () => child.kill("SIGCONT") };
  }

  #any(random: Random): Worker {
    const worker = random.pick([...this.#workers]);
    if (!worker) throw new Error("no worker is running");
    return worker;
  }

  /** What the workers that run have said last, for whoever looks for the cause of a failure. */
  lastWords(): string {
    return [...this.#workers].map(({ said }) => said).join("\n");
  }

  readonly stop = (): void => {
    this.#isStopped = true;
    process.off("exit", this.stop);
    for (const { child } of this.#workers) child.kill("SIGKILL");
  };
}
