import { Prisma, type PrismaClient } from "../generated/prisma/client.ts";

/** Rows that one page shows. */
export const pageSize = 50;

/** Which page: the one after or the one before a cursor, as an earlier page gave it. Neither: the first. */
export type PageRequest = { after?: string | undefined; before?: string | undefined };

/** One page of a list; a cursor is null where there is no such page. */
export type Page<Item> = { items: Item[]; previous: string | null; next: string | null };

type Position = { key: string; id: string };

/** What a search finds is sorted up to so many rows: some tenth of a second. */
const sortedUpTo = 100_000;

/**
 * Ids of one page, in order. By cursor and not by offset: page 20,000 costs what page 1 costs, and rows that come
 * or go meanwhile neither repeat nor hide others.
 *
 * @param list.from the tables, the first of them holding `key` and `id`
 * @param list.key text expression that orders the list, of collation "C"; an index of (key, id) makes it quick
 * @param list.where conditions, all of which must hold
 * @param list.isSearched what is looked for has indexes of its own. It stands together in the order more often than
 *   not (a name begins an address), and to look for it along the order would read a million rows before it.
 */
export async function readKeysetPage(
  prisma: PrismaClient,
  list: {
    from: Prisma.Sql;
    key: Prisma.Sql;
    id: Prisma.Sql;
    where: readonly Prisma.Sql[];
    isSearched?: boolean;
  },
  request: PageRequest,
  size = pageSize,
): Promise<Page<string>> {
  const after = readCursor(request.after);
  const before = after ? null : readCursor(request.before);
  const position = after ?? before;
  const where = [...list.where];
  if (position) {
    const comparison = before ? Prisma.sql`<` : Prisma.sql`>`;
    where.push(Prisma.sql`(${list.key}, ${list.id}) ${comparison} (${position.key}, ${position.id})`);
  }
  const direction = before ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const selected = Prisma.sql`SELECT ${list.key} AS key, ${list.id} AS id FROM ${list.from} ${whereAll(where)}`;
  const found = list.isSearched
    ? await prisma.$queryRaw<(Position & { count: number })[]>`
        SELECT key, id, count(*) OVER ()::int AS count FROM (${selected} LIMIT ${sortedUpTo + 1}) AS found
        ORDER BY key ${direction}, id ${direction} LIMIT ${size + 1}`
    : null;
  const isAllFound = found !== null && (found[0]?.count ?? 0) <= sortedUpTo;
  const rows = isAllFound
    ? found
    : await prisma.$queryRaw<Position[]>`
        ${selected} ORDER BY ${list.key} ${direction}, ${list.id} ${direction} LIMIT ${size + 1}`;
  const hasMore = rows.length > size;
  const shown = rows.slice(0, size);
  if (before) shown.reverse();
  const hasPrevious = before ? hasMore : after !== null;
  const hasNext = before ? true : hasMore;
  return {
    items: shown.map((row) => row.id),
    previous: hasPrevious ? writeCursor(shown[0]) : null,
    next: hasNext ? writeCursor(shown.at(-1)) : null,
  };
}

/** `WHERE a AND b`, or nothing if there is nothing to ask. */
export function whereAll(conditions: readonly Prisma.Sql[]): Prisma.Sql {
  return conditions.length === 0 ? Prisma.empty : Prisma.sql`WHERE ${Prisma.join([...conditions], " AND ")}`;
}

/** The page with whatever its ids stand for, in the page's order; what has gone meanwhile is left out. */
export function fillPage<Item extends { id: string }>(
  page: Page<string>,
  items: readonly Item[],
): Page<Item> {
  const byId = new Map(items.map((item) => [item.id, item]));
  return { ...page, items: page.items.flatMap((id) => byId.get(id) ?? []) };
}

/** Opaque to everybody else, safe in an address. */
export function writeCursor(position: Position | undefined): string | null {
  if (!position) return null;
  return Buffer.from(JSON.stringify([position.key, position.id])).toString("base64url");
}

/** Null for what is no cursor: an address somebody mistyped leads to the first page, not to an error. */
export function readCursor(cursor: string | undefined): Position | null {
  if (!cursor) return null;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (!Array.isArray(parsed)) return null;
    const [key, id] = parsed;
    return typeof key === "string" && typeof id === "string" ? { key, id } : null;
  } catch {
    return null;
  }
}
