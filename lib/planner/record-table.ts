import { canonicalJson } from "./canonical-json.ts";
import { compareText } from "./compare-text.ts";

type Identified = { sourceId: string; updatedAt?: number | null };

/**
 * Which of two records with one source id counts (decision 9): the newer; if both are of one age, the one whose
 * canonical text comes first. `same` when they say the same. Depends on nothing but the two, so that the order
 * in which files list them can't show.
 */
export function chooseRecord(current: Identified, arriving: Identified): "same" | "current" | "arriving" {
  const currentText = canonicalJson(current);
  const arrivingText = canonicalJson(arriving);
  if (currentText === arrivingText) return "same";
  const currentAge = current.updatedAt ?? Number.NEGATIVE_INFINITY;
  const arrivingAge = arriving.updatedAt ?? Number.NEGATIVE_INFINITY;
  if (currentAge !== arrivingAge) return arrivingAge > currentAge ? "arriving" : "current";
  return arrivingText < currentText ? "arriving" : "current";
}

/** Records of one kind by source id. Remembers which ids came with more than one content. */
export class RecordTable<Row extends Identified> {
  readonly #rows = new Map<string, Row>();
  readonly conflicting = new Set<string>();

  get size(): number {
    return this.#rows.size;
  }

  put(row: Row): void {
    const current = this.#rows.get(row.sourceId);
    const chosen = current === undefined ? "arriving" : chooseRecord(current, row);
    if (chosen === "same") return;
    if (current !== undefined) this.conflicting.add(row.sourceId);
    if (chosen === "arriving") this.#rows.set(row.sourceId, row);
  }

  has(sourceId: string): boolean {
    return this.#rows.has(sourceId);
  }

  get(sourceId: string): Row | undefined {
    return this.#rows.get(sourceId);
  }

  /** In code-unit order of the source ids. */
  sorted(): Row[] {
    return [...this.#rows.values()].sort((a, b) => compareText(a.sourceId, b.sourceId));
  }
}
