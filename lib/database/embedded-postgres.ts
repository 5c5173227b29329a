import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { openCluster } from "./postgres-cluster.ts";
import { databaseUrl, startServer, stopServer } from "./postgres-server.ts";
import { processIdentity } from "./process-identity.ts";
import { isAlive, withProcessLock } from "./process-lock.ts";

/** Our share in a running Postgres. */
export type EmbeddedPostgres = {
  /** `postgresql://…@127.0.0.1:<port>/authio`; carries the password, so it goes into no log. */
  url: string;
  /** Starts the server again if somebody killed it; the URL stays the same. */
  ensureRunning(): Promise<void>;
  /** Gives the share back. The last process to do so stops the server. */
  release(): Promise<void>;
};

/** Shares of this process, by data folder. */
const shares = new Map<string, { count: number; opened: Promise<string> }>();

/**
 * Starts the Postgres of a data folder, or joins the one that runs there already, started by this process or
 * by another. It keeps running while any process holds a share; processes that died without giving theirs
 * back are forgotten, and a server that outlived all of its users is joined like any other.
 *
 * @param options.majorVersion the Postgres to make a new cluster with; the best there is, if not given
 * @throws if no usable Postgres is found, or it does not start within a minute (or as long as it recovers).
 */
export async function acquireEmbeddedPostgres(options: {
  dataFolder: string;
  majorVersion?: number;
}): Promise<EmbeddedPostgres> {
  const stateFolder = path.join(path.resolve(options.dataFolder), "postgres");
  const share = shares.get(stateFolder) ?? { count: 0, opened: open(stateFolder, options.majorVersion) };
  shares.set(stateFolder, share);
  share.count += 1;
  let isReleased = false;
  const release = async () => {
    if (isReleased) return;
    isReleased = true;
    share.count -= 1;
    if (share.count > 0) return;
    shares.delete(stateFolder);
    await close(stateFolder);
  };
  try {
    const url = await share.opened;
    return {
      url,
      release,
      ensureRunning: async () => {
        await open(stateFolder);
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}

function open(stateFolder: string, majorVersion?: number): Promise<string> {
  mkdirSync(usersFolder(stateFolder), { recursive: true });
  return withProcessLock(lockFile(stateFolder), async () => {
    writeFileSync(ownUserFile(stateFolder), processIdentity(process.pid) ?? "");
    const cluster = openCluster(stateFolder, majorVersion);
    const portFile = path.join(stateFolder, "port");
    const lastPort = existsSync(portFile) ? Number(readFileSync(portFile, "utf8")) || null : null;
    const port = await startServer(cluster, stateFolder, lastPort);
    writeFileSync(portFile, String(port));
    return databaseUrl(cluster, port);
  });
}

function close(stateFolder: string): Promise<void> {
  return withProcessLock(lockFile(stateFolder), async () => {
    // This process may have taken a new share while it waited for the lock.
    if (shares.has(stateFolder)) return;
    rmSync(ownUserFile(stateFolder), { force: true });
    if (countUsers(stateFolder) > 0) return;
    await stopServer(openCluster(stateFolder).folder);
  });
}

/** Counts the living and forgets the dead. */
function countUsers(stateFolder: string): number {
  let living = 0;
  for (const name of readdirSync(usersFolder(stateFolder))) {
    const file = path.join(usersFolder(stateFolder), name);
    if (isAlive(readFileSync(file, "utf8"))) living += 1;
    else rmSync(file, { force: true });
  }
  return living;
}

const lockFile = (stateFolder: string) => path.join(stateFolder, "lock");
const usersFolder = (stateFolder: string) => path.join(stateFolder, "users");
const ownUserFile = (stateFolder: string) => path.join(usersFolder(stateFolder), String(process.pid));
