import { MembershipTable } from "./membership-table.ts";
import { RecordTable } from "./record-table.ts";
import { sortMetadata } from "./sort-metadata.ts";
import type {
  RecordSource,
  SourceAuthFactor,
  SourceConnection,
  SourceDirectory,
  SourceDirectoryGroup,
  SourceDirectoryUser,
  SourceIdentity,
  SourceInvitation,
  SourceKind,
  SourceOrganization,
  SourceRole,
} from "./source-records.ts";
import { SymbolTable } from "./symbol-table.ts";
import { UserTable } from "./user-table.ts";

/** What the planner keeps of a snapshot: one row per source id, whatever order and however often it came. */
export class Rows {
  readonly users = new UserTable();
  readonly memberships = new MembershipTable(this.users);
  readonly organizations = new RecordTable<SourceOrganization>();
  readonly connections = new RecordTable<SourceConnection>();
  readonly directories = new RecordTable<SourceDirectory>();
  readonly directoryUsers = new RecordTable<SourceDirectoryUser>();
  readonly directoryGroups = new RecordTable<SourceDirectoryGroup>();
  readonly roles = new RecordTable<SourceRole>();
  readonly invitations = new RecordTable<SourceInvitation>();
  readonly authFactors = new RecordTable<SourceAuthFactor>();
  /** They have no id at the source: user, provider and subject stand in for one. */
  readonly identities = new RecordTable<SourceIdentity & { sourceId: string }>();

  /** Distinct records per kind. */
  counts(): Record<SourceKind, number> {
    return {
      users: this.users.present,
      organizations: this.organizations.size,
      organization_memberships: this.memberships.size,
      sso_connections: this.connections.size,
      directories: this.directories.size,
      directory_users: this.directoryUsers.size,
      directory_groups: this.directoryGroups.size,
      roles: this.roles.size,
      invitations: this.invitations.size,
      auth_factors: this.authFactors.size,
      identities: this.identities.size,
    };
  }

  /** Source ids that came with more than one content, per kind that has ids. */
  conflicting(): [SourceKind, ReadonlySet<string>][] {
    return [
      ["users", this.users.conflicting],
      ["organizations", this.organizations.conflicting],
      ["organization_memberships", this.memberships.conflicting],
      ["sso_connections", this.connections.conflicting],
      ["directories", this.directories.conflicting],
      ["directory_users", this.directoryUsers.conflicting],
      ["directory_groups", this.directoryGroups.conflicting],
      ["roles", this.roles.conflicting],
      ["invitations", this.invitations.conflicting],
      ["auth_factors", this.authFactors.conflicting],
    ];
  }

  /** The kinds in which a source id stands. */
  kindsOf(sourceId: string): SourceKind[] {
    const user = this.users.find(sourceId);
    const isIn: Partial<Record<SourceKind, boolean>> = {
      users: user !== undefined && this.users.isPresent(user),
      organizations: this.organizations.has(sourceId),
      organization_memberships: this.memberships.find(sourceId) !== undefined,
      sso_connections: this.connections.has(sourceId),
      directories: this.directories.has(sourceId),
      directory_users: this.directoryUsers.has(sourceId),
      directory_groups: this.directoryGroups.has(sourceId),
      roles: this.roles.has(sourceId),
      invitations: this.invitations.has(sourceId),
      auth_factors: this.authFactors.has(sourceId),
    };
    return (Object.keys(isIn) as SourceKind[]).filter((kind) => isIn[kind]);
  }
}

/** Reads a snapshot once, from start to end, into rows. Throws what the source throws. */
export async function readRows(source: RecordSource): Promise<Rows> {
  const rows = new Rows();
  const ids = new SymbolTable();
  const shared = (id: string) => ids.text(ids.number(id));
  for await (const batch of source.read()) {
    switch (batch.kind) {
      case "users":
        for (const user of batch.records) rows.users.put(user);
        break;
      case "organizations":
        for (const organization of batch.records) {
          rows.organizations.put({ ...organization, metadata: sortMetadata(organization.metadata) });
        }
        break;
      case "organization_memberships":
        for (const membership of batch.records) rows.memberships.put(membership);
        break;
      case "sso_connections":
        for (const connection of batch.records) rows.connections.put(connection);
        break;
      case "directories":
        for (const directory of batch.records) rows.directories.put(directory);
        break;
      case "directory_users":
        for (const user of batch.records) {
          const directorySourceId = shared(user.directorySourceId);
          // Every member repeats the ids of its groups.
          const groupSourceIds = user.groupSourceIds.map(shared);
          rows.directoryUsers.put({ ...user, directorySourceId, groupSourceIds });
        }
        break;
      case "directory_groups":
        for (const group of batch.records) rows.directoryGroups.put(group);
        break;
      case "roles":
        for (const role of batch.records) rows.roles.put(role);
        break;
      case "invitations":
        for (const invitation of batch.records) rows.invitations.put(invitation);
        break;
      case "auth_factors":
        for (const factor of batch.records) rows.authFactors.put(factor);
        break;
      case "identities":
        for (const identity of batch.records) {
          const { userSourceId, provider, subject } = identity;
          rows.identities.put({ ...identity, sourceId: JSON.stringify([userSourceId, provider, subject]) });
        }
        break;
    }
  }
  return rows;
}
