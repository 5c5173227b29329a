import type { UndoReport } from "../../lib/api/undo.ts";
import { printable } from "../terminal/printable.ts";
import type { Paint } from "../terminal/style.ts";
import { formatCount, textTable } from "../terminal/text-table.ts";
import { kindNames } from "./kind-names.ts";

/** What an undo would do, or has done, as a person reads it: counts per kind, and what is left alone. */
export function describeUndo(report: UndoReport, title: string, paint: Paint): string {
  const rows = report.kinds.map((row) => [
    kindNames[row.kind],
    row.removed,
    row.restored,
    row.setBack,
    row.leftAlone,
  ]);
  const lines = [
    paint("bold", title),
    ...textTable([["", "removed", "restored", "set back", "left alone"], ...rows]),
  ];
  if (report.total > 0) {
    const more = report.total - report.items.length;
    lines.push(
      "",
      paint("bold", "Left alone"),
      ...report.items.map(
        ({ kind, label, message }) => `  ${kindNames[kind]}  ${printable(label)}: ${printable(message)}`,
      ),
      ...(more > 0 ? [`  … and ${formatCount(more)} more`] : []),
    );
  }
  return `${lines.join("\n")}\n`;
}

/** The same for scripts. */
export function undoToJson(importId: string, state: string, report: UndoReport): object {
  return {
    import: importId,
    state,
    kinds: Object.fromEntries(
      report.kinds.map(({ kind, planned, removed, restored, setBack, leftAlone }) => [
        kind,
        { planned, removed, restored, set_back: setBack, left_alone: leftAlone },
      ]),
    ),
    left_alone: report.items.map(({ kind, label, sourceIds, targetId, code, message }) => ({
      kind,
      label,
      source_ids: sourceIds,
      target_id: targetId,
      code,
      message,
    })),
  };
}
