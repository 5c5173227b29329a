import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, rmSync, statfsSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { totalmem } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { AppError } from "../errors.ts";
import { commandAs } from "./postgres-account.ts";
import { type PostgresCluster, roleAndDatabase, serverEnvironment } from "./postgres-cluster.ts";
import { processIdentity, processName } from "./process-identity.ts";

const startTimeoutMs = 60_000;
const stopTimeoutMs = 60_000;
const pollMs = 25;
const maxLogBytes = 5_000_000;
const cannotConnectNow = "57P03";

/** What a container may have, where this is one; else what the machine has. */
const memoryBytes = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);

/**
 * A quarter of the memory, as Postgres recommends, within limits; taken only as it fills. An import of a million
 * leaves 6 GB behind: what does not fit it has to write out page by page as it goes.
 */
const sharedBuffersMegabytes = Math.round(Math.min(Math.max(memoryBytes / 4 / 1024 ** 2, 128), 8_192));

/**
 * What Postgres may write between two checkpoints. After each of them it writes every page that changes whole once
 * more, which four checkpoints in an import made dear (decision 15). A quarter of what the disk has free, within limits.
 */
function maxWalGigabytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return Math.floor(Math.min(Math.max((bavail * bsize) / 4 / 1024 ** 3, 1), 16));
}

const settingsFor = (folder: string) => [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  `shared_buffers=${sharedBuffersMegabytes}MB`,
  // Staging tables of an import, without a call to the system for every page.
  "temp_buffers=64MB",
  // Two chunks of an import fill the usual 16 MB, and then wait for each other to write it out.
  "wal_buffers=64MB",
  // Written out by Postgres's own writer before an import has to do it and wait; it asks less often while nobody writes.
  "wal_writer_delay=10ms",
  `max_wal_size=${maxWalGigabytes(folder)}GB`,
  "checkpoint_timeout=15min",
  "jit=off",
];

/** The postmaster that runs on a cluster's files, if one does: it outlives a Node process that was killed. */
export function runningPostmaster(clusterFolder: string): { pid: number; port: number } | null {
  const file = path.join(clusterFolder, "postmaster.pid");
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, "utf8").split("\n");
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid > 0 && processName(pid)?.startsWith("postgres") ? { pid, port } : null;
}

/**
 * Starts the cluster, or finds it running, and waits until it takes connections.
 *
 * @param lastPort is used again when it is free, so that addresses handed out before a crash stay good.
 * @returns the port on 127.0.0.1.
 */
export async function startServer(
  cluster: PostgresCluster,
  stateFolder: string,
  lastPort: number | null,
): Promise<number> {
  const logFile = path.join(stateFolder, "server.log");
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    const running = runningPostmaster(cluster.folder);
    if (running && (await canConnect(cluster, running.port, deadline))) return running.port;
    if (!running) {
      // Another process may bear the old pid by now; Postgres would believe that its server still runs.
      rmSync(path.join(cluster.folder, "postmaster.pid"), { force: true });
      const exited = await launch(cluster, await freePort(lastPort), logFile);
      if (!exited) continue;
    }
    // Backends of a killed postmaster hold its memory for a moment, and a port may be taken just now.
    if (Date.now() > deadline) {
      throw new AppError(
        "unavailable",
        `Postgres did not start. Its last words:\n${lastLines(logFile)}`,
        `All of them are in ${logFile}. Mend what they name, or set DATABASE_URL to a server of your own.`,
      );
    }
    await sleep(200);
  }
}

/** Stops the server as a clean shutdown, cutting connections, and waits until it is gone. */
export async function stopServer(clusterFolder: string): Promise<void> {
  const running = runningPostmaster(clusterFolder);
  if (!running) return;
  const identity = processIdentity(running.pid);
  process.kill(running.pid, "SIGINT");
  const deadline = Date.now() + stopTimeoutMs;
  while (processIdentity(running.pid) === identity) {
    if (Date.now() > deadline) throw new Error(`Postgres (process ${running.pid}) did not stop in a minute.`);
    await sleep(pollMs);
  }
}

/** The address under which a cluster's database is reached. */
export function databaseUrl(cluster: PostgresCluster, port: number, database = roleAndDatabase): string {
  return `postgresql://${roleAndDatabase}:${cluster.password}@127.0.0.1:${port}/${database}`;
}

/** Spawns the server; resolves true if it gave up, false once its pid file says that it runs. */
async function launch(cluster: PostgresCluster, port: number, logFile: string): Promise<boolean> {
  const { program, args, identity } = commandAs(
    cluster.account,
    path.join(cluster.binaries.bin, "postgres"),
    [
      "-D",
      cluster.folder,
      "-p",
      String(port),
      ...settingsFor(cluster.folder).flatMap((setting) => ["-c", setting]),
    ],
  );
  const log = openSync(
    logFile,
    existsSync(logFile) && statSync(logFile).size > maxLogBytes ? "w" : "a",
    0o600,
  );
  const child = spawn(program, args, {
    ...identity,
    cwd: "/",
    env: serverEnvironment(),
    // A session of its own: Ctrl+C is for us, who then stop the server in order.
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  let hasExited = false;
  child.once("exit", () => {
    hasExited = true;
  });
  child.once("error", () => {
    hasExited = true;
  });
  child.unref();
  while (!hasExited && !runningPostmaster(cluster.folder)?.port) await sleep(pollMs);
  return hasExited;
}

async function canConnect(cluster: PostgresCluster, port: number, deadline: number): Promise<boolean> {
  for (;;) {
    const client = new pg.Client({ connectionString: databaseUrl(cluster, port, "postgres") });
    // A server that is killed while it starts must not take us along.
    client.on("error", () => {});
    try {
      await client.connect();
      const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [roleAndDatabase]);
      if (!found.rowCount) await client.query(`CREATE DATABASE ${roleAndDatabase}`);
      return true;
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === "28P01") {
        throw new AppError(
          "misconfigured",
          `The password beside ${cluster.folder} does not open its database.`,
          "Put the data folder back as a whole, from one backup.",
        );
      }
      // After a crash it first reads again what it had written since the last checkpoint, however long that takes.
      const isRecovering = code === cannotConnectNow;
      if (!runningPostmaster(cluster.folder) || (!isRecovering && Date.now() > deadline)) return false;
      await sleep(pollMs);
    } finally {
      await client.end().catch(() => {});
    }
  }
}

function freePort(wanted: number | null): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => (wanted === null ? reject(error) : resolve(freePort(null))));
    server.listen({ port: wanted ?? 0, host: "127.0.0.1", exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

function lastLines(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").slice(-5).join("\n") : "";
}
