/** A schema in which Postgres says of whoever looks into it before its own that they come from elsewhere. */
export const createElsewhere = `CREATE SCHEMA elsewhere;
  CREATE FUNCTION elsewhere.inet_client_addr() RETURNS inet LANGUAGE sql RETURN '203.0.113.7'::inet`;

/** The same database, as it is seen from another machine than Postgres's own. It has the schema of `createElsewhere`. */
export function fromAnotherMachine(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  // `public` first: a worker that starts would make tables of its own in `elsewhere`, and find no work in them.
  url.searchParams.set("options", "-c search_path=public,elsewhere,pg_catalog");
  return url.href;
}
