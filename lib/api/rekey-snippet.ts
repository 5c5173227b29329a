import { z } from "zod";
import { idMapKind } from "./id-map.ts";

const mostIdentifierBytes = 63;

/** One name as Postgres spells it. No `$`, quotes or line breaks: it stands in comments and in a quoted block, too. */
const identifier = z
  .string()
  .trim()
  .regex(/^[\p{L}_][\p{L}\p{N}_ -]*$/u, "is no name of a table or column: letters, digits, _, - and spaces")
  .refine(
    (name) => new TextEncoder().encode(name).length <= mostIdentifierBytes,
    `is longer than the ${mostIdentifierBytes} bytes that Postgres takes`,
  );

const identifiers = z
  .string()
  .transform((typed) =>
    typed
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== ""),
  )
  .pipe(z.array(identifier));

/** A table of the customer's own that holds ids of WorkOS, as an administrator types it. */
export const rekeyTable = z.object({
  /** `table` or `schema.table`. */
  table: z
    .string()
    .trim()
    .min(1, "name the table")
    .transform((typed) => typed.split("."))
    .pipe(z.array(identifier).max(2, "is more than schema.table")),
  /** Columns that hold the ids. */
  columns: identifiers.refine((names) => names.length > 0, "name the column that holds the ids"),
  /** Columns that must be unique together with each of them; empty: no such constraint. */
  uniqueWith: identifiers,
  /** Each column is unique by itself. */
  isUnique: z.boolean(),
  kind: idMapKind,
  /** What of a value that is not in the map: undo everything, or leave it as it is. */
  unmapped: z.enum(["stop", "leave"]),
});
export type RekeyTable = z.infer<typeof rekeyTable>;

/**
 * A script for Postgres that replaces ids of WorkOS in a table by ids of Authio, with the help of the table
 * `authio_id_map` of the SQL download: looks first, updates in one transaction that undoes itself if anything is not as
 * it must be, verifies. What is done already it leaves alone, so it may be run again.
 */
export function rekeySnippet({ table, columns, uniqueWith, isUnique, kind, unmapped }: RekeyTable): string {
  const target = table.map(quoted).join(".");
  const plainTarget = table.join(".");
  const parts = columns.map((name) => {
    const column = quoted(name);
    const value = `t.${column}`;
    const isMapped = `m.workos_id IS NOT NULL`;
    const joined = `${target} AS t
  LEFT JOIN authio_id_map AS m ON m.kind = '${kind}' AND m.workos_id = ${value}`;
    const isDone = `EXISTS (SELECT FROM authio_id_map AS d WHERE d.kind = '${kind}' AND d.authio_id = ${value})`;
    const isUnmapped = `${value} IS NOT NULL AND m.workos_id IS NULL AND NOT ${isDone}`;
    const key = isUnique ? [] : uniqueWith.map((other) => `t.${quoted(other)}`);
    const collisions =
      isUnique || key.length > 0
        ? `SELECT coalesce(m.authio_id, ${value}) AS new_id${key.map((other) => `, ${other}`).join("")},
  count(*) AS rows, array_agg(${value} ORDER BY ${value}) AS old_ids
FROM ${joined}
WHERE ${[value, ...key].map((part) => `${part} IS NOT NULL`).join(" AND ")}
GROUP BY ${[1, ...key].join(", ")} HAVING count(*) > 1`
        : null;
    return { name, column, value, isMapped, isDone, isUnmapped, joined, collisions };
  });

  const look = parts.map(
    ({ name, value, isMapped, isDone, isUnmapped, joined, collisions }) => `
-- ${name}: rows, and what would become of them.
SELECT count(*) AS rows,
  count(*) FILTER (WHERE ${value} IS NULL) AS empty,
  count(*) FILTER (WHERE ${isMapped}) AS to_change,
  count(*) FILTER (WHERE ${value} IS NOT NULL AND m.workos_id IS NULL AND ${isDone}) AS done_before,
  count(*) FILTER (WHERE ${isUnmapped}) AS without_mapping
FROM ${joined};
${
  collisions
    ? `
-- ${name}: rows that would become the same, because their ids of WorkOS became one. Nothing is changed while there are any:
-- decide which of them stays, delete the others, run this again.
${collisions}
ORDER BY rows DESC LIMIT 100;
`
    : ""
}`,
  );

  const ensure = parts.map(
    ({ name, isUnmapped, joined, collisions }) =>
      `${
        unmapped === "stop"
          ? `
  SELECT count(*) INTO found FROM ${indent(joined)} WHERE ${isUnmapped};
  IF found > 0 THEN
    RAISE EXCEPTION 'Rows of ${plainTarget} have a ${name} that is not in authio_id_map (% of them); nothing was changed', found;
  END IF;`
          : ""
      }${
        collisions
          ? `
  SELECT count(*) INTO found FROM (
    ${indent(collisions, 4)}
  ) AS collisions;
  IF found > 0 THEN
    RAISE EXCEPTION 'Rows of ${plainTarget} would have the same ${name} after the merges (% times); nothing was changed', found;
  END IF;`
          : ""
      }`,
  );

  const update = parts.map(
    ({ column, value }) => `
UPDATE ${target} AS t SET ${column} = m.authio_id
FROM authio_id_map AS m WHERE m.kind = '${kind}' AND m.workos_id = ${value};`,
  );

  const verify = parts.map(
    ({ name, isMapped, joined }) => `
  SELECT count(*) INTO found FROM ${indent(joined)} WHERE ${isMapped};
  IF found > 0 THEN
    RAISE EXCEPTION 'Rows of ${plainTarget} still have a ${name} of WorkOS (% of them); everything was undone', found;
  END IF;`,
  );

  return `-- ${plainTarget} (${columns.join(", ")}): from ${kind} ids of WorkOS to ids of Authio.
-- Run the SQL download of the ID map on this database first: it makes authio_id_map. Then, with a backup at hand, this.
-- Tables that refer to ${plainTarget} by these columns need ON UPDATE CASCADE, or their foreign key dropped meanwhile.

-- 1. Look. Changes nothing.
${look.join("").trim()}

-- 2. Change, all or nothing.
BEGIN;
LOCK TABLE ${target} IN SHARE ROW EXCLUSIVE MODE;
${block(ensure)}${update.join("").trim()}

-- 3. Verify, still inside the transaction.
${block(verify)}COMMIT;

-- What stands there now: to_change is 0.
${parts
  .map(
    ({
      isMapped,
      joined,
      name,
    }) => `SELECT '${name}' AS "column", count(*) AS rows, count(*) FILTER (WHERE ${isMapped}) AS to_change
FROM ${joined};`,
  )
  .join("\n")}
`;
}

function block(statements: readonly string[]): string {
  const body = statements.join("");
  if (body === "") return "";
  return `DO $rekey$
DECLARE found bigint;
BEGIN${body}
END
$rekey$;
`;
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

function indent(text: string, by = 2): string {
  return text.replaceAll("\n", `\n${" ".repeat(by)}`);
}
