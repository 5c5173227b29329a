import pg from "pg";

/** Next loads modules once per bundle, so the one pool of a process hangs on the process, not on a module. */
const shared = globalThis as { authioPools?: Map<string, pg.Pool> };

/** The process's connection pool for a database: bulk work, COPY and LISTEN; plain reads go through Prisma. */
export function databasePool(url: string): pg.Pool {
  shared.authioPools ??= new Map();
  const existing = shared.authioPools.get(url);
  if (existing) return existing;
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    // On by default before Postgres 19, and then for every chunk of an import, which takes twice as long with it. Not
    // an option of the connection string: poolers refuse those.
    onConnect: async (client) => {
      await client.query("SET jit = off");
    },
  });
  // A connection that the server closes must not end the process, idle or in use; the next query says so.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  shared.authioPools.set(url, pool);
  return pool;
}

/** Closes every pool of this process, so that it can end. */
export async function closeDatabasePools(): Promise<void> {
  const pools = [...(shared.authioPools?.values() ?? [])];
  shared.authioPools?.clear();
  await Promise.all(pools.map((pool) => pool.end()));
}
