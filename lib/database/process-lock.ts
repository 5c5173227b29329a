import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "../errors.ts";
import { processIdentity } from "./process-identity.ts";

const waitMs = 50;
/** The longest work under a lock is a start of Postgres that first replays gigabytes of its log after a crash. */
const timeoutMinutes = 15;

/**
 * Runs `work` while no other process holds the lock file. A lock whose holder died, however it died, is
 * taken over.
 *
 * @throws if a living process has held the lock for fifteen minutes.
 */
export async function withProcessLock<T>(lockFile: string, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + timeoutMinutes * 60_000;
  while (!tryLock(lockFile)) {
    if (Date.now() > deadline) {
      throw new AppError(
        "unavailable",
        `Another process has held ${lockFile} for ${timeoutMinutes} minutes.`,
        "End it, or delete the file if there is none.",
      );
    }
    await sleep(waitMs);
  }
  try {
    return await work();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

function tryLock(lockFile: string): boolean {
  const own = `${lockFile}.${process.pid}`;
  // Linked, not written, into place: nobody ever sees a lock file without its holder's name.
  writeFileSync(own, processIdentity(process.pid) ?? "");
  try {
    linkSync(own, lockFile);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const holder = readHolder(lockFile);
    if (holder !== null && !isAlive(holder)) removeStale(lockFile, holder);
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

function removeStale(lockFile: string, holder: string) {
  const aside = `${lockFile}.stale.${process.pid}`;
  try {
    // Renamed first: of two processes that found the same stale lock, one gets it and the other ENOENT.
    renameSync(lockFile, aside);
    const isOther = readHolder(aside) !== holder;
    // Somebody took the lock between our look and our rename: give it back.
    if (isOther) linkSync(aside, lockFile);
  } catch {
    return;
  } finally {
    rmSync(aside, { force: true });
  }
}

function readHolder(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

/** Whether the process that `processIdentity` named still runs. */
export function isAlive(identity: string): boolean {
  const pid = Number.parseInt(identity, 10);
  return Number.isInteger(pid) && pid > 0 && processIdentity(pid) === identity;
}
