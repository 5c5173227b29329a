import type { Decisions } from "./decisions.ts";
import type { RoleMapping } from "./plan.ts";
import { compareStandardRoles, mapRoleByTable, type StandardRole } from "./role-table.ts";

/** Exactly owner, admin or member: what a planned role is called once the table has read it. */
export const isStandardRole = (role: string): role is StandardRole =>
  role === "owner" || role === "admin" || role === "member";

/**
 * Which of two planned roles wins where both may be had: owner, admin, customs (all alike), member. Customs come
 * before member, because to lose one to the default role would be a silent demotion.
 */
export function roleRank(role: string): number {
  if (!isStandardRole(role)) return 1;
  return role === "owner" ? 3 : role === "admin" ? 2 : 0;
}

/** True if whoever had the one role may do whatever the other allows: the same, or owner over admin over member. */
export function roleCovers(had: string, role: string): boolean {
  return (
    had === role || (isStandardRole(had) && isStandardRole(role) && compareStandardRoles(had, role) >= 0)
  );
}

/** What a source role is called in the directory, with and without the admin's role map. */
export class RoleBook {
  readonly #decided: ReadonlyMap<string, string>;
  readonly #seen = new Set<string>();
  readonly #used = new Map<string, Set<string | null>>();

  constructor(decisions: Pick<Decisions, "roleMap">) {
    this.#decided = new Map(Object.entries(decisions.roleMap));
  }

  get hasDecisions(): boolean {
    return this.#decided.size > 0;
  }

  /** By the table alone: owner, admin, member, or the source's own slug. */
  undecided(sourceRole: string): string {
    return mapRoleByTable(sourceRole) ?? sourceRole.trim();
  }

  /** With the admin's map. */
  decided(sourceRole: string): string {
    this.#seen.add(sourceRole);
    return this.#decided.get(sourceRole) ?? this.undecided(sourceRole);
  }

  /** Notes that the plan uses a custom role in an organization; null is the target organization, or none. */
  use(role: string, organizationSourceId: string | null): void {
    if (isStandardRole(role)) return;
    const places = this.#used.get(role);
    if (places === undefined) this.#used.set(role, new Set([organizationSourceId]));
    else places.add(organizationSourceId);
  }

  /** Custom roles that were noted, each with its organizations. */
  used(): ReadonlyMap<string, ReadonlySet<string | null>> {
    return this.#used;
  }

  origin(sourceRole: string): RoleMapping["by"] {
    if (this.#decided.has(sourceRole)) return "decision";
    return mapRoleByTable(sourceRole) === null ? "custom" : "table";
  }

  /** Every source role that the plan has asked for. */
  seen(): ReadonlySet<string> {
    return this.#seen;
  }

  /** Roles that the map names and the plan never asked for. */
  unseen(): string[] {
    return [...this.#decided.keys()].filter((role) => !this.#seen.has(role));
  }
}
