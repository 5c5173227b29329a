import { type KindSpec, personOfSource, sourceKey } from "../kind-spec.ts";

/** Sign-in identities (OAuth). One subject of a provider is one person's, until its source row leaves that person. */
export const identitySpec: KindSpec<"identity"> = {
  kind: "identity",
  table: "accounts",
  idPrefix: "acc",
  staged: [
    { name: "user_key", type: "text" },
    { name: "provider_id", type: "text" },
    { name: "account_id", type: "text" },
  ],
  row: (identity) => [sourceKey(identity.userSourceId), identity.provider, identity.subject],
  sourceIds: (identity) => [identity.sourceUserSourceId],
  label: (identity) => `${identity.provider}: ${identity.subject}`,
  columns: [
    { name: "provider_id", type: "text", mode: "once" },
    { name: "account_id", type: "text", mode: "once" },
    { name: "user_id", type: "text", mode: "synced" },
    { name: "origin_id", type: "integer", mode: "once" },
  ],
  resolve: `
    SELECT s.ordinal, t.id,
      CASE WHEN ${personOfSource} IS NULL THEN 'user_not_imported'
        WHEN t.user_id <> us.user_id AND t.user_id IS DISTINCT FROM p.user_id THEN 'identity_taken' END,
      s.label, s.provider_id, s.account_id, ${personOfSource}, run.origin_id
    FROM in_accounts s
    CROSS JOIN run
    LEFT JOIN user_sources us ON us.source_key = s.user_key
    LEFT JOIN parted p ON p.source_key = s.user_key
    LEFT JOIN accounts t ON t.provider_id = s.provider_id AND t.account_id = s.account_id`,
  parents: [{ column: "user_id", table: "users" }],
  partRows: () => [],
  parts: [],
};
