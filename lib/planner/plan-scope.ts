import type { Decisions } from "./decisions.ts";
import type { Rows } from "./read-rows.ts";

/** What the decisions let into the plan at all: everything, or some organizations; minus the exclusions. */
export class PlanScope {
  readonly #organizations: Rows["organizations"];
  readonly #selected: ReadonlySet<string> | null;
  readonly #excluded: ReadonlySet<string>;

  constructor(rows: Rows, decisions: Decisions) {
    this.#organizations = rows.organizations;
    this.#selected = decisions.organizations === null ? null : new Set(decisions.organizations);
    this.#excluded = new Set(decisions.exclusions);
  }

  /** Only some organizations are wanted: what belongs to none of them stays out. */
  get isSelective(): boolean {
    return this.#selected !== null;
  }

  get hasExclusions(): boolean {
    return this.#excluded.size > 0;
  }

  isExcluded(sourceId: string): boolean {
    return this.#excluded.has(sourceId);
  }

  /** `outside`: not selected or excluded, so nobody needs to hear of it; `missing`: not in the snapshot. */
  organization(sourceId: string): "inside" | "outside" | "missing" {
    if (this.#excluded.has(sourceId)) return "outside";
    if (this.#selected !== null && !this.#selected.has(sourceId)) return "outside";
    return this.#organizations.has(sourceId) ? "inside" : "missing";
  }
}
