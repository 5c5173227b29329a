import { compareText } from "./compare-text.ts";
import type { Widening } from "./plan.ts";

/** Counts what decisions add to what people had, by decision and role. */
export class WideningTally {
  readonly #byKey = new Map<string, Widening>();

  add(by: Widening["by"], role: string): void {
    const key = `${by} ${role}`;
    const memberships = (this.#byKey.get(key)?.memberships ?? 0) + 1;
    this.#byKey.set(key, { by, role, memberships });
  }

  /** Ordered by decision and role. */
  list(): Widening[] {
    return [...this.#byKey.keys()].sort(compareText).flatMap((key) => this.#byKey.get(key) ?? []);
  }
}
