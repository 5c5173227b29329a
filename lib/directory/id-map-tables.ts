import type { IdMapKind } from "../api/id-map.ts";

/** What stands before a source id where the directory stores it. */
export const sourcePrefix = "workos:";

/** Where the directory keeps what a record of WorkOS became: fixed names, safe in SQL. */
type IdMapTable = {
  table: string;
  /** Column with `workos:<id>`, or with several of them. */
  key: "source_key" | "source_keys";
  /** Column with our id. */
  id: "id" | "user_id";
  /** Our table, where it is another one. */
  target?: string;
};

export const idMapTables: Record<IdMapKind, IdMapTable> = {
  user: { table: "user_sources", key: "source_key", id: "user_id", target: "users" },
  organization: { table: "organizations", key: "source_key", id: "id" },
  membership: { table: "members", key: "source_keys", id: "id" },
  connection: { table: "connections", key: "source_key", id: "id" },
  directory: { table: "directories", key: "source_key", id: "id" },
  directory_user: { table: "directory_users", key: "source_key", id: "id" },
  directory_group: { table: "directory_groups", key: "source_key", id: "id" },
  invitation: { table: "invitations", key: "source_key", id: "id" },
};
