import type pg from "pg";
import type { PrismaClient } from "../generated/prisma/client.ts";
import { databasePool } from "./pool.ts";
import { prismaClient } from "./prisma.ts";

/** The product's database: Prisma for reads and small writes, the pool for COPY, LISTEN and set-based SQL. */
export type Database = { url: string; prisma: PrismaClient; pool: pg.Pool };

/** The database at an address; connections are made when they are needed and shared by the process. */
export function databaseAt(url: string): Database {
  return { url, prisma: prismaClient(url), pool: databasePool(url) };
}

/** The database of this process: the start command has set DATABASE_URL by the time requests come. */
export function processDatabase(): Database {
  return databaseAt(process.env.DATABASE_URL ?? "");
}
