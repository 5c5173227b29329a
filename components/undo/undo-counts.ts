import { formatNumber } from "@/components/ui/format-number.ts";
import type { UndoCounts } from "@/lib/api/undo.ts";

export const undoColumns = ["removed", "restored", "setBack", "leftAlone"] as const;
export type UndoColumn = (typeof undoColumns)[number];

export function undoTotals(kinds: readonly UndoCounts[]): Record<UndoColumn, number> {
  const sum = (column: UndoColumn) => kinds.reduce((total, kind) => total + kind[column], 0);
  return {
    removed: sum("removed"),
    restored: sum("restored"),
    setBack: sum("setBack"),
    leftAlone: sum("leftAlone"),
  };
}

/** False for an import of which all was touched since. */
export function takesBack(kinds: readonly UndoCounts[]): boolean {
  const { removed, restored, setBack } = undoTotals(kinds);
  return removed + restored + setBack > 0;
}

/** `120 removed, 5 set back, 2 left alone`; what there is nothing of is not said. */
export function undoSentence(kinds: readonly UndoCounts[]): string {
  const totals = undoTotals(kinds);
  const words: Record<UndoColumn, string> = {
    removed: "removed",
    restored: "restored",
    setBack: "set back",
    leftAlone: "left alone",
  };
  const parts = undoColumns
    .filter((column) => totals[column] > 0)
    .map((column) => `${formatNumber(totals[column])} ${words[column]}`);
  return parts.join(", ") || "nothing to do";
}
