import type { PlannedDirectoryUser } from "../../../planner/planned-records.ts";
import { type CopyValue, timeValue } from "../copy-rows.ts";
import { type KindSpec, organizationId, organizationJoin, sourceKey } from "../kind-spec.ts";

export const directorySpec: KindSpec<"directory"> = {
  kind: "directory",
  table: "directories",
  idPrefix: "dir",
  staged: [
    { name: "source_key", type: "text" },
    { name: "organization_key", type: "text" },
    { name: "name", type: "text" },
    { name: "protocol", type: "text" },
    { name: "directory_type", type: "text" },
    { name: "source_state", type: "text" },
    { name: "domain", type: "text" },
    { name: "created_at", type: "timestamptz" },
  ],
  row: (directory) => [
    sourceKey(directory.sourceId),
    directory.organizationSourceId === null ? null : sourceKey(directory.organizationSourceId),
    directory.name,
    directory.protocol,
    directory.directoryType,
    directory.sourceState,
    directory.domain,
    timeValue(directory.createdAt),
  ],
  sourceIds: (directory) => [directory.sourceId],
  label: (directory) => directory.name,
  columns: [
    { name: "source_key", type: "text", mode: "once" },
    { name: "origin_id", type: "integer", mode: "once" },
    { name: "organization_id", type: "text", mode: "once" },
    { name: "name", type: "text", mode: "synced" },
    { name: "protocol", type: "text", mode: "synced" },
    { name: "directory_type", type: "text", mode: "synced" },
    { name: "source_state", type: "text", mode: "synced" },
    { name: "domain", type: "text", mode: "synced" },
    { name: "created_at", type: "timestamptz", mode: "once" },
  ],
  resolve: `
    SELECT s.ordinal, t.id, CASE WHEN ${organizationId} IS NULL THEN 'organization_not_imported' END,
      s.label, s.source_key, run.origin_id, COALESCE(t.organization_id, ${organizationId}), s.name, s.protocol, s.directory_type, s.source_state, s.domain,
      COALESCE(s.created_at, now())
    FROM in_directories s
    CROSS JOIN run
    ${organizationJoin}
    LEFT JOIN directories t ON t.source_key = s.source_key`,
  partRows: () => [],
  parts: [],
};

export const directoryGroupSpec: KindSpec<"directory_group"> = {
  kind: "directory_group",
  table: "directory_groups",
  idPrefix: "dgrp",
  staged: [
    { name: "source_key", type: "text" },
    { name: "directory_key", type: "text" },
    { name: "idp_id", type: "text" },
    { name: "name", type: "text" },
  ],
  row: (group) => [sourceKey(group.sourceId), sourceKey(group.directorySourceId), group.idpId, group.name],
  sourceIds: (group) => [group.sourceId],
  label: (group) => group.name,
  columns: [
    { name: "source_key", type: "text", mode: "once" },
    { name: "origin_id", type: "integer", mode: "once" },
    { name: "directory_id", type: "text", mode: "once" },
    { name: "idp_id", type: "text", mode: "synced" },
    { name: "name", type: "text", mode: "synced" },
  ],
  resolve: `
    SELECT s.ordinal, t.id, CASE WHEN d.id IS NULL THEN 'directory_not_imported' END,
      s.label, s.source_key, run.origin_id, COALESCE(t.directory_id, d.id), s.idp_id, s.name
    FROM in_directory_groups s
    CROSS JOIN run
    LEFT JOIN directories d ON d.source_key = s.directory_key
    LEFT JOIN directory_groups t ON t.source_key = s.source_key`,
  partRows: () => [],
  parts: [],
};

export const directoryUserSpec: KindSpec<"directory_user"> = {
  kind: "directory_user",
  table: "directory_users",
  idPrefix: "dusr",
  staged: [
    { name: "source_key", type: "text" },
    { name: "directory_key", type: "text" },
    { name: "user_key", type: "text" },
    { name: "idp_id", type: "text" },
    { name: "email", type: "text" },
    { name: "user_name", type: "text" },
    { name: "first_name", type: "text" },
    { name: "last_name", type: "text" },
    { name: "state", type: "text" },
    { name: "role", type: "text" },
  ],
  row: (user) => [
    sourceKey(user.sourceId),
    sourceKey(user.directorySourceId),
    user.userSourceId === null ? null : sourceKey(user.userSourceId),
    user.idpId,
    user.email,
    user.userName,
    user.firstName,
    user.lastName,
    user.state,
    user.role,
  ],
  sourceIds: (user) => [user.sourceId],
  label: (user) => user.userName,
  columns: [
    { name: "source_key", type: "text", mode: "once" },
    { name: "origin_id", type: "integer", mode: "once" },
    { name: "directory_id", type: "text", mode: "once" },
    { name: "user_id", type: "text", mode: "synced" },
    { name: "idp_id", type: "text", mode: "synced" },
    { name: "email", type: "text", mode: "synced" },
    { name: "user_name", type: "text", mode: "synced" },
    { name: "first_name", type: "text", mode: "synced" },
    { name: "last_name", type: "text", mode: "synced" },
    { name: "state", type: "text", mode: "synced" },
    { name: "role", type: "text", mode: "synced" },
  ],
  resolve: `
    SELECT s.ordinal, t.id, CASE WHEN d.id IS NULL THEN 'directory_not_imported' END,
      s.label, s.source_key, run.origin_id, COALESCE(t.directory_id, d.id), us.user_id, s.idp_id, s.email, s.user_name, s.first_name,
      s.last_name, s.state, s.role
    FROM in_directory_users s
    CROSS JOIN run
    LEFT JOIN directories d ON d.source_key = s.directory_key
    LEFT JOIN user_sources us ON us.source_key = s.user_key
    LEFT JOIN directory_users t ON t.source_key = s.source_key`,
  partRows: (user) => [groupRows(user)],
  parts: [
    {
      table: "directory_group_members",
      key: ["group_id", "directory_user_id"],
      ownerColumn: "directory_user_id",
      rowId: "t.group_id || ' ' || t.directory_user_id",
      staged: [{ name: "group_key", type: "text" }],
      columns: [
        { name: "group_id", type: "text", mode: "once" },
        { name: "directory_user_id", type: "text", mode: "once" },
      ],
      values: "g.id, o.id",
      joins: "JOIN directory_groups g ON g.source_key = s.group_key",
      isWholeSet: true,
    },
  ],
};

function* groupRows(user: PlannedDirectoryUser): Iterable<readonly CopyValue[]> {
  for (const groupSourceId of user.groupSourceIds) yield [sourceKey(groupSourceId)];
}
