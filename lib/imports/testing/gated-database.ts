import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import type { Database } from "../../database/database.ts";
import { PrismaClient } from "../../generated/prisma/client.ts";

/**
 * A database that tests can hold up: before each statement that writes, and before the answer of each that reads is
 * handed over, when it may be out of date. It has connections of its own.
 */
export function gatedDatabase(url: string, gate: (sql: string) => Promise<void>): Database {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  pool.on("connect", (client) => {
    const query = client.query.bind(client) as (...values: unknown[]) => Promise<unknown>;
    const gated = (...values: unknown[]) => {
      const [statement] = values;
      // What is copied is a stream that is written to at once.
      if (typeof statement === "object" && statement !== null && "submit" in statement)
        return query(...values);
      const sql = typeof statement === "string" ? statement : (statement as pg.QueryConfig).text;
      const isRead = /^\s*SELECT/.test(sql);
      if (!isRead) return gate(sql).then(() => query(...values));
      const callback = values.at(-1);
      if (typeof callback !== "function") return query(...values).finally(() => gate(sql));
      return query(...values.slice(0, -1), (...answer: unknown[]) => {
        void gate(sql).then(() => callback(...answer));
      });
    };
    client.query = gated as typeof client.query;
  });
  return { url, pool, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }) };
}
