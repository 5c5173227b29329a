import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "../generated/prisma/client.ts";
import { databasePool } from "./pool.ts";

const shared = globalThis as { authioPrisma?: Map<string, PrismaClient> };

/** The process's Prisma client for a database, on the same connections as `databasePool`. */
export function prismaClient(url: string): PrismaClient {
  shared.authioPrisma ??= new Map();
  const existing = shared.authioPrisma.get(url);
  if (existing) return existing;
  const client = new PrismaClient({ adapter: new PrismaPg(databasePool(url)) });
  shared.authioPrisma.set(url, client);
  return client;
}
