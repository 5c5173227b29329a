import { execFileSync } from "node:child_process";
import { acquireEmbeddedPostgres, type EmbeddedPostgres } from "../../lib/database/embedded-postgres.ts";
import { runningPostmaster } from "../../lib/database/postgres-server.ts";
import { withClient } from "./with-client.ts";

/** A Postgres that may be killed, and databases in it. */
export class OwnPostgres {
  readonly #server: EmbeddedPostgres;
  readonly #clusterFolder: string;
  #count = 0;

  private constructor(server: EmbeddedPostgres, clusterFolder: string) {
    this.#server = server;
    this.#clusterFolder = clusterFolder;
  }

  static async start(dataFolder: string): Promise<OwnPostgres> {
    const server = await acquireEmbeddedPostgres({ dataFolder });
    const folder = await withClient(server.url, async (client) => {
      // What a killed process has written is safe with the operating system. Else every start after a kill would first
      // sync each file of each database.
      await client.query("ALTER SYSTEM SET fsync = off");
      await client.query("SELECT pg_reload_conf()");
      const { rows } = await client.query<{ data_directory: string }>("SHOW data_directory");
      return rows[0]?.data_directory ?? "";
    });
    return new OwnPostgres(server, folder);
  }

  /** A new database, empty or a copy of another that nobody is connected to. */
  async create(templateUrl?: string): Promise<string> {
    const name = `faults_${process.pid}_${this.#count++}`;
    const template = templateUrl ? new URL(templateUrl).pathname.slice(1) : "template0";
    // Copied as files, with a checkpoint: what is killed later must not recover all of it.
    await this.#asAdmin(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
    return this.#urlOf(name);
  }

  async drop(url: string): Promise<void> {
    await this.#asAdmin(`DROP DATABASE ${new URL(url).pathname.slice(1)} WITH (FORCE)`);
  }

  /** Kills the server and every process of it with SIGKILL. */
  kill(): void {
    const server = runningPostmaster(this.#clusterFolder);
    if (!server) return;
    const children = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" })
      .split("\n")
      .map((line) => line.trim().split(/\s+/).map(Number))
      .flatMap(([pid, parent]) => (pid && parent === server.pid ? [pid] : []));
    // The postmaster first: it would start its children anew.
    for (const pid of [server.pid, ...children]) kill(pid);
  }

  /** Kills the process that serves one connection: the server then restarts all of itself. */
  async killBackend(url: string): Promise<void> {
    const pid = await withClient(url, async (client) => {
      const { rows } = await client.query<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
         ORDER BY state = 'active' DESC, pid LIMIT 1`,
      );
      return rows[0]?.pid;
    });
    if (pid) kill(pid);
  }

  /** Starts the server again where it was. */
  restart(): Promise<void> {
    return this.#server.ensureRunning();
  }

  stop(): Promise<void> {
    return this.#server.release();
  }

  #urlOf(name: string): string {
    const url = new URL(this.#server.url);
    url.pathname = `/${name}`;
    return url.href;
  }

  async #asAdmin(sql: string): Promise<void> {
    await withClient(this.#urlOf("postgres"), (client) => client.query(sql));
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    // It has ended by itself meanwhile.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
