import type { PoolClient } from "pg";

/**
 * How the directory's tables hang together, read from the database itself: a table that refers to people tomorrow
 * (a passkey, a token) counts as theirs without a word here.
 */

/** Tables that an import writes, parents first. */
export const writtenTables = [
  "organizations",
  "organization_domains",
  "organization_roles",
  "users",
  "user_sources",
  "members",
  "accounts",
  "connections",
  "directories",
  "directory_groups",
  "directory_users",
  "directory_group_members",
  "invitations",
] as const;

export type CatalogTable = {
  name: string;
  /** Columns of the primary key. Joined by a space they are what the journal calls the row. */
  key: readonly string[];
  columns: readonly string[];
  /** Columns that are unique together; the primary key is among them. */
  uniques: readonly (readonly string[])[];
  /** What it refers to by foreign key: always a parent's `id`. */
  parents: readonly { column: string; table: string }[];
  /** What refers to it by foreign key, of whatever kind. */
  dependents: readonly { column: string; table: string }[];
};

export type DirectoryCatalog = {
  schema: string;
  /** Tables that an import writes, parents first. */
  written: readonly CatalogTable[];
  /** Tables that only refer to those: sessions and the like. */
  others: readonly CatalogTable[];
};

type Row = Pick<CatalogTable, "name" | "key" | "columns" | "uniques" | "parents">;

const catalogSql = `
  SELECT c.relname::text AS name, current_schema()::text AS schema,
    ARRAY(SELECT a.attname::text FROM pg_attribute a
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum) AS columns,
    ARRAY(SELECT a.attname::text FROM pg_index i, unnest(i.indkey) WITH ORDINALITY k(attnum, place)
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
      WHERE i.indrelid = c.oid AND i.indisprimary ORDER BY k.place) AS key,
    COALESCE((SELECT jsonb_agg((
        SELECT jsonb_agg(a.attname ORDER BY k.place) FROM unnest(i.indkey) WITH ORDINALITY k(attnum, place)
          JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
      )) FROM pg_index i
      WHERE i.indrelid = c.oid AND i.indisunique AND i.indexprs IS NULL AND i.indpred IS NULL), '[]') AS uniques,
    COALESCE((SELECT jsonb_agg(jsonb_build_object('column', a.attname, 'table', f.confrelid::regclass::text))
      FROM pg_constraint f JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = f.conkey[1]
      WHERE f.conrelid = c.oid AND f.contype = 'f' AND cardinality(f.conkey) = 1
        AND f.confrelid::regclass::text = ANY ($1)), '[]') AS parents
  FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')`;

export async function readCatalog(client: PoolClient): Promise<DirectoryCatalog> {
  const { rows } = await client.query<Row & { schema: string }>(catalogSql, [writtenTables]);
  const tables = rows.map(
    (row): CatalogTable => ({
      ...row,
      dependents: rows.flatMap((other) =>
        other.parents
          .filter(({ table }) => table === row.name)
          .map(({ column }) => ({ column, table: other.name })),
      ),
    }),
  );
  const written = writtenTables.map((name) => {
    const table = tables.find((candidate) => candidate.name === name);
    if (!table) throw new Error(`the directory has no table ${name}`);
    return table;
  });
  const isWritten = (name: string) => written.some((table) => table.name === name);
  return {
    schema: rows[0]?.schema ?? "public",
    written,
    others: tables.filter((table) => !isWritten(table.name) && table.parents.length > 0),
  };
}

/** SQL: what the journal calls the row `alias`. */
export const rowIdSql = (table: CatalogTable, alias: string): string =>
  table.key.map((column) => `${alias}.${column}`).join(" || ' ' || ");

/** SQL condition: is the row `alias` the one that the journal's `id` names? Written so that the key's index serves. */
export const isRowSql = (table: CatalogTable, alias: string, id: string): string =>
  table.key.length === 1
    ? `${alias}.${table.key[0]} = ${id}`
    : table.key
        .map((column, index) => `${alias}.${column} = split_part(${id}, ' ', ${index + 1})`)
        .join(" AND ");
