import type { PlannedUser } from "../../../planner/planned-records.ts";
import { type CopyValue, metadataValue, timeValue } from "../copy-rows.ts";
import { type KindSpec, sourceKey } from "../kind-spec.ts";

/**
 * SQL condition: is the source row (or null) one of those of the planned person with this ordinal? Written so that the
 * rows are hashed once: asked person by person, all of them would be read for each, and so they would for a null.
 */
const isOneOfTheRows = (sourceKeySql: string, ordinal: string) =>
  `(${ordinal}, COALESCE(${sourceKeySql}, '')) IN (SELECT ss.ordinal, ss.source_key FROM in_user_sources ss)`;

/**
 * People. Who a planned person is in the directory is found in this order (decision 13):
 *
 * 1. the person whose profile comes from one of the planned rows (the survivor's first),
 * 2. the person one of the rows is linked to, if the address is still theirs,
 * 3. the person who has the address. If that row is unverified it may have been made by somebody who never
 *    owned the mailbox: a problem to decide, not a silent adoption.
 *
 * `moved` lists people whose address the plan changes: their present address does not find them. If they are left
 * alone, they hold it all the same (`k`).
 */
export const userSpec: KindSpec<"user"> = {
  kind: "user",
  table: "users",
  idPrefix: "usr",
  staged: [
    { name: "primary_source_key", type: "text" },
    { name: "email", type: "text" },
    { name: "email_verified", type: "boolean" },
    { name: "name", type: "text" },
    { name: "first_name", type: "text" },
    { name: "last_name", type: "text" },
    { name: "image", type: "text" },
    { name: "external_id", type: "text" },
    { name: "locale", type: "text" },
    { name: "metadata", type: "jsonb" },
    { name: "is_mfa_enrolled", type: "boolean" },
    { name: "last_sign_in_at", type: "timestamptz" },
    { name: "created_at", type: "timestamptz" },
  ],
  row: (user) => [
    sourceKey(user.sourceId),
    user.email,
    user.isEmailVerified,
    user.name,
    user.firstName,
    user.lastName,
    user.pictureUrl,
    user.externalId,
    user.locale,
    metadataValue(user.metadata),
    user.isMfaEnrolled,
    timeValue(user.lastSignInAt),
    timeValue(user.createdAt),
  ],
  sourceIds: (user) => user.sources.map((source) => source.sourceId),
  label: (user) => user.email ?? user.name,
  columns: [
    { name: "primary_source_key", type: "text", mode: "synced" },
    { name: "email", type: "text", mode: "synced" },
    { name: "email_verified", type: "boolean", mode: "synced" },
    { name: "name", type: "text", mode: "synced" },
    { name: "first_name", type: "text", mode: "synced" },
    { name: "last_name", type: "text", mode: "synced" },
    { name: "image", type: "text", mode: "synced" },
    { name: "external_id", type: "text", mode: "synced" },
    { name: "locale", type: "text", mode: "synced" },
    { name: "metadata", type: "jsonb", mode: "synced" },
    { name: "is_mfa_enrolled", type: "boolean", mode: "synced" },
    { name: "last_sign_in_at", type: "timestamptz", mode: "synced" },
    { name: "migration_pending_email", type: "boolean", mode: "once" },
    { name: "created_at", type: "timestamptz", mode: "once" },
  ],
  resolve: `
    WITH p AS MATERIALIZED (
      SELECT DISTINCT ON (ss.ordinal) ss.ordinal, u.id
      FROM in_user_sources ss JOIN users u ON u.primary_source_key = ss.source_key
      ORDER BY ss.ordinal, ss.rank
    )
    SELECT s.ordinal, COALESCE(p.id, l.id, e.id),
      CASE
        WHEN COALESCE(p.id, l.id) IS NULL AND e.email_verified IS FALSE AND NOT (s.email = ANY (run.adoptions))
          THEN 'target_user_unverified'
        WHEN k.id <> COALESCE(p.id, l.id, e.id, '') THEN 'email_taken'
        -- Unless the holder is merged into this very person, and gives the address up with it.
        WHEN e.id <> COALESCE(p.id, l.id, e.id) AND NOT ${isOneOfTheRows("e.primary_source_key", "s.ordinal")}
          THEN 'email_taken'
      END,
      s.label, s.primary_source_key, s.email, s.email_verified, s.name, s.first_name, s.last_name, s.image,
      s.external_id, s.locale, s.metadata, s.is_mfa_enrolled, s.last_sign_in_at, true, COALESCE(s.created_at, now())
    FROM in_users s
    CROSS JOIN run
    LEFT JOIN p ON p.ordinal = s.ordinal
    LEFT JOIN (
      SELECT DISTINCT ss.ordinal, u.id, u.email
      FROM in_user_sources ss
      JOIN user_sources us ON us.source_key = ss.source_key
      JOIN users u ON u.id = us.user_id
      -- Not a join: Postgres 15 took what is left for one row, and went through all of p for each.
      WHERE ss.ordinal NOT IN (SELECT p.ordinal FROM p)
        AND NOT EXISTS (SELECT 1 FROM moved m WHERE m.id = u.id)
    ) l ON l.ordinal = s.ordinal AND l.email = s.email
    LEFT JOIN users e ON e.email = s.email
      AND NOT EXISTS (SELECT 1 FROM moved m WHERE m.id = e.id AND m.email IS DISTINCT FROM s.email)
    LEFT JOIN users k ON k.email = s.email AND EXISTS (SELECT 1 FROM moved m WHERE m.id = k.id AND m.is_kept)`,
  // Only the plan that holds the row a profile comes from may change the profile; a row that is gone may be succeeded.
  ownsRow: `(${isOneOfTheRows("t.primary_source_key", "o.ordinal")}
    OR (t.primary_source_key IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM user_sources x WHERE x.source_key = t.primary_source_key)))`,
  parents: [],
  partRows: (user) => [sourceRows(user)],
  parts: [
    {
      table: "user_sources",
      key: ["source_key"],
      ownerColumn: "user_id",
      rowId: "t.source_key",
      staged: [
        { name: "rank", type: "integer" },
        { name: "source_key", type: "text" },
        { name: "email", type: "text" },
        { name: "email_verified", type: "boolean" },
        { name: "first_name", type: "text" },
        { name: "last_name", type: "text" },
        { name: "image", type: "text" },
        { name: "external_id", type: "text" },
        { name: "locale", type: "text" },
        { name: "metadata", type: "jsonb" },
        { name: "last_sign_in_at", type: "timestamptz" },
        { name: "source_created_at", type: "timestamptz" },
      ],
      columns: [
        { name: "source_key", type: "text", mode: "once" },
        { name: "user_id", type: "text", mode: "synced" },
        { name: "origin_id", type: "integer", mode: "once" },
        { name: "email", type: "text", mode: "synced" },
        { name: "email_verified", type: "boolean", mode: "synced" },
        { name: "first_name", type: "text", mode: "synced" },
        { name: "last_name", type: "text", mode: "synced" },
        { name: "image", type: "text", mode: "synced" },
        { name: "external_id", type: "text", mode: "synced" },
        { name: "locale", type: "text", mode: "synced" },
        { name: "metadata", type: "jsonb", mode: "synced" },
        { name: "last_sign_in_at", type: "timestamptz", mode: "synced" },
        { name: "source_created_at", type: "timestamptz", mode: "synced" },
      ],
      values: `s.source_key, o.id, run.origin_id, s.email, s.email_verified, s.first_name, s.last_name, s.image,
        s.external_id, s.locale, s.metadata, s.last_sign_in_at, s.source_created_at`,
      joins: "CROSS JOIN run",
      isWholeSet: false,
      // A link more changes nothing about the person, and memberships elsewhere need it.
      isAddedToKept: true,
    },
  ],
};

function* sourceRows(user: PlannedUser): Iterable<readonly CopyValue[]> {
  let rank = 0;
  for (const source of user.sources) {
    yield [
      rank++,
      sourceKey(source.sourceId),
      source.email,
      source.isEmailVerified,
      source.firstName,
      source.lastName,
      source.pictureUrl,
      source.externalId,
      source.locale,
      metadataValue(source.metadata),
      timeValue(source.lastSignInAt),
      timeValue(source.createdAt),
    ];
  }
}
