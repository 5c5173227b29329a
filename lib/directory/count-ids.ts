import { type IdMapKind, idMapKinds } from "../api/id-map.ts";
import { Prisma, type PrismaClient } from "../generated/prisma/client.ts";
import { countRows, type RowCount } from "./count-rows.ts";
import { idMapTables } from "./id-map-tables.ts";

/** How many ids of WorkOS there are of each kind, and how many records of ours they became. */
export function countIds(
  prisma: PrismaClient,
): Promise<{ kind: IdMapKind; sourceIds: RowCount; records: RowCount }[]> {
  return Promise.all(
    idMapKinds.map(async (kind) => {
      const { table, key, target } = idMapTables[kind];
      const from = Prisma.raw(table);
      const own = Prisma.sql`(SELECT FROM ${from} WHERE ${Prisma.raw(key)} IS NOT NULL) AS own`;
      const each = key === "source_keys" ? Prisma.sql`${from}, unnest(source_keys)` : own;
      const people = Prisma.sql`(SELECT FROM users WHERE primary_source_key IS NOT NULL) AS own`;
      const [sourceIds, records] = await Promise.all([
        countRows(prisma, each, [], table),
        countRows(prisma, kind === "user" ? people : own, [], target ?? table),
      ]);
      return { kind, sourceIds, records };
    }),
  );
}
