import { IntColumn, TimeColumn } from "./columns.ts";
import { chooseRecord } from "./record-table.ts";
import { type MembershipStatus, membershipStatuses, type SourceMembership } from "./source-records.ts";
import { SymbolTable } from "./symbol-table.ts";
import { TextIndex } from "./text-index.ts";
import type { UserTable } from "./user-table.ts";

const noRoles: readonly string[] = [];
/** In the column of role lists: there is none, or, as nearly always, it holds the main role alone. */
const noList = -1;
const onlyRole = -2;

/** The source's memberships, column by column: users are rows of the user table, organizations and roles symbols. */
export class MembershipTable {
  readonly #users: UserTable;
  readonly #rows = new TextIndex();
  readonly #userRows = new IntColumn();
  readonly #organizations = new IntColumn();
  readonly #roles = new IntColumn();
  /** `roles[]` as a symbol of its JSON: few lists are as many as their rows. */
  readonly #roleLists = new IntColumn();
  /** Position in `membershipStatuses`, times two, plus one if a directory manages it. */
  readonly #states = new IntColumn();
  readonly #createdAts = new TimeColumn();
  readonly #updatedAts = new TimeColumn();
  readonly #listSymbols = new SymbolTable();
  readonly #lists: (readonly string[])[] = [];
  readonly organizationIds = new SymbolTable();
  readonly roleSlugs = new SymbolTable();
  readonly conflicting = new Set<string>();

  constructor(users: UserTable) {
    this.#users = users;
  }

  get size(): number {
    return this.#rows.size;
  }

  put(membership: SourceMembership): void {
    const { size } = this;
    const row = this.#rows.number(membership.sourceId);
    if (row < size) {
      const chosen = chooseRecord(this.#record(row), membership);
      if (chosen === "same") return;
      this.conflicting.add(membership.sourceId);
      if (chosen === "current") return;
    }
    this.#userRows.set(row, this.#users.mention(membership.userSourceId));
    this.#organizations.set(row, this.organizationIds.number(membership.organizationSourceId));
    this.#roles.set(row, this.roleSlugs.number(membership.role));
    this.#roleLists.set(row, this.#listNumber(membership));
    this.#states.set(
      row,
      membershipStatuses.indexOf(membership.status) * 2 + (membership.isDirectoryManaged ? 1 : 0),
    );
    this.#createdAts.set(row, membership.createdAt);
    this.#updatedAts.set(row, membership.updatedAt);
  }

  find(sourceId: string): number | undefined {
    return this.#rows.find(sourceId);
  }

  sourceId(row: number): string {
    return this.#rows.text(row);
  }

  userRow(row: number): number {
    return this.#userRows.get(row);
  }

  /** Symbol of the organization, see `organizationIds`. */
  organization(row: number): number {
    return this.#organizations.get(row);
  }

  organizationSourceId(row: number): string {
    return this.organizationIds.text(this.organization(row));
  }

  role(row: number): string {
    return this.roleSlugs.text(this.#roles.get(row));
  }

  roles(row: number): readonly string[] {
    const list = this.#roleLists.get(row);
    return list === onlyRole ? [this.role(row)] : (this.#lists[list] ?? noRoles);
  }

  /** One number for `role` and `roles` together: equal for rows that grant the same. */
  grant(row: number): number {
    return this.#roles.get(row) * (this.#listSymbols.size + 2) + this.#roleLists.get(row) - onlyRole;
  }

  /** 0 active, 1 pending, 2 inactive: the lower, the more it lets in. */
  statusRank(row: number): number {
    return this.#states.get(row) >> 1;
  }

  status(row: number): MembershipStatus {
    return membershipStatuses[this.statusRank(row)] ?? "inactive";
  }

  isDirectoryManaged(row: number): boolean {
    return (this.#states.get(row) & 1) === 1;
  }

  createdAt(row: number): number | null {
    return this.#createdAts.get(row);
  }

  #listNumber({ role, roles }: SourceMembership): number {
    if (roles.length === 0) return noList;
    if (roles.length === 1 && roles[0] === role) return onlyRole;
    const number = this.#listSymbols.number(JSON.stringify(roles));
    this.#lists[number] ??= roles;
    return number;
  }

  #record(row: number): SourceMembership {
    return {
      sourceId: this.sourceId(row),
      userSourceId: this.#users.sourceId(this.userRow(row)),
      organizationSourceId: this.organizationSourceId(row),
      role: this.role(row),
      roles: this.roles(row),
      status: this.status(row),
      isDirectoryManaged: this.isDirectoryManaged(row),
      createdAt: this.createdAt(row),
      updatedAt: this.#updatedAts.get(row),
    };
  }
}
