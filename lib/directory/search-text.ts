import { Prisma } from "../generated/prisma/client.ts";

/** What somebody typed into a search field, as the columns are compared: composed, lower case. Null: nothing. */
export function searchText(typed: string | undefined): string | null {
  const text = typed?.normalize("NFC").trim().toLowerCase() ?? "";
  return text === "" || text.includes("\0") ? null : text;
}

/** The highest character there is: everything that begins with `p` sorts before `p` + this. */
const highest = "\u{10FFFF}";

/**
 * "Begins with" as a range, which an index in collation "C" answers whatever the text contains; `LIKE` would
 * have to escape it.
 */
export function beginsWith(key: Prisma.Sql, text: string): Prisma.Sql {
  return Prisma.sql`(${key} >= ${text} AND ${key} < ${text + highest})`;
}

/** `key` as lists and indexes hold it. */
export function lowerKey(column: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`lower(${column}) COLLATE "C"`;
}

/** Both spellings of a source id: as the source names it, and with the source before it as we store it. */
export function sourceKeys(typed: string): string[] {
  const id = typed.trim();
  return id.includes(":") ? [id] : [id, `workos:${id}`];
}
