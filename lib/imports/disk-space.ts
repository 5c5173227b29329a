import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import type { Database } from "../database/database.ts";
import { AppError } from "../errors.ts";

/** Left free whatever comes: a database that fills its disk stops for everybody. */
const reserveBytes = 512 * 1024 ** 2;

/**
 * Refuses a file that the database's disk can't take, before hours of uploading: it must have room for the file
 * and as much again for the plan, the log and the directory. Says nothing where the database is elsewhere.
 *
 * @throws AppError `unavailable`
 */
export async function ensureDiskSpace(db: Database, sizeBytes: number): Promise<void> {
  const folder = await localDataFolder(db);
  if (folder === null) return;
  const { bavail, bsize } = await statfs(folder);
  refuseFullDisk(bavail * bsize, sizeBytes);
}

/** @throws AppError `unavailable` when a file of this size needs more than is free */
export function refuseFullDisk(freeBytes: number, sizeBytes: number): void {
  const neededBytes = 2 * sizeBytes + reserveBytes;
  if (freeBytes >= neededBytes) return;
  throw new AppError(
    "unavailable",
    `The database's disk has ${gigabytes(freeBytes)} free; this file needs ${gigabytes(neededBytes)}.`,
    "Free some space, or let DATABASE_URL name a database on a larger disk, and try again.",
  );
}

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;

/** Where the database keeps its files, if that is a folder of this machine that we may know of; else null. */
async function localDataFolder(db: Database): Promise<string | null> {
  const { hostname } = new URL(db.url);
  if (hostname !== "127.0.0.1" && hostname !== "localhost") return null;
  const { rows } = await db.pool.query<{ folder: string | null }>(
    `SELECT CASE WHEN pg_has_role('pg_read_all_settings', 'USAGE') THEN current_setting('data_directory') END AS folder`,
  );
  const folder = rows[0]?.folder ?? null;
  return folder !== null && existsSync(/*turbopackIgnore: true*/ folder) ? folder : null;
}
