import type { z } from "zod";
import type { importPage } from "../api/contract.ts";
import type { Database } from "../database/database.ts";
import { readCursor, writeCursor } from "../directory/keyset-page.ts";
import { Prisma } from "../generated/prisma/client.ts";
import type { Actor } from "../identity/actor.ts";
import { selectImports } from "./import-rows.ts";

const pageSize = 25;

/** One page of imports, newest first; `cursor` as the page before gave it. */
export async function listImports(
  db: Database,
  _actor: Actor,
  cursor: string | undefined,
): Promise<z.infer<typeof importPage>> {
  const position = readCursor(cursor);
  const createdBefore = position && new Date(position.key);
  const where =
    position && createdBefore && !Number.isNaN(createdBefore.getTime())
      ? Prisma.sql`(i.created_at, i.id) < (${createdBefore}, ${position.id})`
      : Prisma.sql`true`;
  const rows = await selectImports(db, where, pageSize + 1);
  const items = rows.slice(0, pageSize);
  const last = rows.length > pageSize ? items.at(-1) : undefined;
  return { items, nextCursor: writeCursor(last && { key: last.createdAt, id: last.id }) };
}
