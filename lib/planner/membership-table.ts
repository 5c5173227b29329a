import { chooseRecord } from "./record-table.ts";
import { type MembershipStatus, membershipStatuses, type SourceMembership } from "./source-records.ts";
import { SymbolTable } from "./symbol-table.ts";
import type { UserTable } from "./user-table.ts";

const noTime = Number.NaN;
const noRoles: readonly string[] = [];
const timeOf = (time: number | undefined): number | null =>
  time === undefined || Number.isNaN(time) ? null : time;

/** The source's memberships, column by column: users are rows of the user table, organizations and roles symbols. */
export class MembershipTable {
  readonly #users: UserTable;
  readonly #rows = new Map<string, number>();
  readonly #sourceIds: string[] = [];
  readonly #userRows: number[] = [];
  readonly #organizations: number[] = [];
  readonly #roles: number[] = [];
  /** `roles[]` as a symbol of its JSON: few lists are as many as their rows. */
  readonly #roleLists: number[] = [];
  /** Position in `membershipStatuses`, times two, plus one if a directory manages it. */
  readonly #states: number[] = [];
  readonly #createdAts: number[] = [];
  readonly #updatedAts: number[] = [];
  readonly #listSymbols = new SymbolTable();
  readonly #lists: (readonly string[])[] = [];
  readonly organizationIds = new SymbolTable();
  readonly roleSlugs = new SymbolTable();
  readonly conflicting = new Set<string>();

  constructor(users: UserTable) {
    this.#users = users;
  }

  get size(): number {
    return this.#sourceIds.length;
  }

  put(membership: SourceMembership): void {
    let row = this.#rows.get(membership.sourceId);
    if (row !== undefined) {
      const chosen = chooseRecord(this.#record(row), membership);
      if (chosen === "same") return;
      this.conflicting.add(membership.sourceId);
      if (chosen === "current") return;
    } else {
      row = this.#sourceIds.length;
      this.#rows.set(membership.sourceId, row);
      this.#sourceIds.push(membership.sourceId);
    }
    this.#userRows[row] = this.#users.mention(membership.userSourceId);
    this.#organizations[row] = this.organizationIds.number(membership.organizationSourceId);
    this.#roles[row] = this.roleSlugs.number(membership.role);
    this.#roleLists[row] = this.#listNumber(membership.roles);
    this.#states[row] =
      membershipStatuses.indexOf(membership.status) * 2 + (membership.isDirectoryManaged ? 1 : 0);
    this.#createdAts[row] = membership.createdAt ?? noTime;
    this.#updatedAts[row] = membership.updatedAt ?? noTime;
  }

  find(sourceId: string): number | undefined {
    return this.#rows.get(sourceId);
  }

  sourceId(row: number): string {
    return this.#sourceIds[row] ?? "";
  }

  userRow(row: number): number {
    return this.#userRows[row] ?? -1;
  }

  /** Symbol of the organization, see `organizationIds`. */
  organization(row: number): number {
    return this.#organizations[row] ?? -1;
  }

  organizationSourceId(row: number): string {
    return this.organizationIds.text(this.organization(row));
  }

  role(row: number): string {
    return this.roleSlugs.text(this.#roles[row] ?? -1);
  }

  roles(row: number): readonly string[] {
    return this.#lists[this.#roleLists[row] ?? -1] ?? noRoles;
  }

  /** One number for `role` and `roles` together: equal for rows that grant the same. */
  grant(row: number): number {
    return (this.#roles[row] ?? 0) * (this.#listSymbols.size + 1) + (this.#roleLists[row] ?? -1) + 1;
  }

  /** 0 active, 1 pending, 2 inactive: the lower, the more it lets in. */
  statusRank(row: number): number {
    return (this.#states[row] ?? 0) >> 1;
  }

  status(row: number): MembershipStatus {
    return membershipStatuses[this.statusRank(row)] ?? "inactive";
  }

  isDirectoryManaged(row: number): boolean {
    return ((this.#states[row] ?? 0) & 1) === 1;
  }

  createdAt(row: number): number | null {
    return timeOf(this.#createdAts[row]);
  }

  #listNumber(roles: readonly string[]): number {
    if (roles.length === 0) return -1;
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
      updatedAt: timeOf(this.#updatedAts[row]),
    };
  }
}
