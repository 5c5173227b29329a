import type { ImportTick, KindProgress, ReadingProgress } from "../../lib/api/contract.ts";
import { planningPercent } from "../../lib/api/planning-percent.ts";
import type { UndoCounts } from "../../lib/api/undo.ts";
import { pullLines } from "../live/pull-lines.ts";
import { kindNames } from "../summary/kind-names.ts";
import { printable } from "../terminal/printable.ts";
import { readingLine } from "../terminal/reading-line.ts";
import { formatCount } from "../terminal/text-table.ts";

const barColumns = 24;
const nameColumns = Math.max(...Object.values(kindNames).map((name) => name.length));

/** Where an import stands, as lines: one for what it reads or waits for, or a bar for each kind. */
export function progressLines(tick: ImportTick, now: number): string[] {
  switch (tick.state) {
    case "pulling":
    case "pull_paused":
      return tick.pull ? pullLines(tick.pull.lanes, now) : ["Pulling"];
    case "reading":
      return [tick.reading ? readingLine(tick.reading) : "Reading"];
    case "planning":
      return [planningLine(tick.reading?.planning)];
    case "waiting":
      return [
        tick.waitingFor ? `Waiting for another import: ${printable(tick.waitingFor)}` : "Waiting to start",
      ];
    default:
      if (tick.task === "undo" && tick.undo) return tick.undo.kinds.map(undoBar);
      return tick.progress
        .filter(({ planned, removed }) => planned + removed > 0)
        .map((kind) => bar(kind, now));
  }
}

const planningSteps = { store: "Storing the plan", compare: "Comparing with the directory" };

/** What an import that is being planned is at, without how far it is. */
export function planningStep(planning: ReadingProgress["planning"]): string {
  return planning ? planningSteps[planning.step] : "Planning";
}

function planningLine(planning: ReadingProgress["planning"]): string {
  const percent = planning ? `  ${planningPercent(planning).padStart(5)}` : "";
  return `${planningStep(planning)}${percent}`;
}

/** What came of a kind's records so far, without what did not happen: `created 250, failed 2`. */
export function outcome(kind: KindProgress): string {
  const counts = ["created", "updated", "unchanged", "removed", "skipped", "failed", "kept"] as const;
  const parts = counts
    .filter((count) => kind[count] > 0)
    .map((count) => `${formatCount(kind[count])} ${count === "kept" ? "left alone" : count}`);
  return parts.join(", ");
}

function bar(kind: KindProgress, now: number): string {
  const pace =
    kind.finishedAt === null && kind.startedAt !== null ? paceOf(kind, Date.parse(kind.startedAt), now) : "";
  return barLine(kind, pace || outcome(kind));
}

function undoBar({ kind, planned, ...counts }: UndoCounts): string {
  const { removed, restored, setBack, leftAlone } = counts;
  const words = [
    [removed, "removed"],
    [restored, "restored"],
    [setBack, "set back"],
    [leftAlone, "left alone"],
  ] as const;
  const processed = Math.min(planned, removed + restored + setBack + leftAlone);
  const parts = words.filter(([count]) => count > 0).map(([count, word]) => `${formatCount(count)} ${word}`);
  return barLine({ kind, planned, processed }, parts.join(", "));
}

function barLine(
  { kind, planned, processed }: Pick<KindProgress, "kind" | "planned" | "processed">,
  text: string,
): string {
  const filled = Math.round((planned === 0 ? 1 : processed / planned) * barColumns);
  const cells = "█".repeat(filled) + "░".repeat(barColumns - filled);
  const counts = `${formatCount(processed)}/${formatCount(planned)}`;
  return `${kindNames[kind].padEnd(nameColumns)}  ${cells}  ${counts}  ${text}`;
}

/** Records a second, and how long the rest will take; nothing before that can be said. */
function paceOf({ processed, planned }: KindProgress, startedAt: number, now: number): string {
  const seconds = (now - startedAt) / 1_000;
  if (processed === 0 || seconds < 1) return "";
  const perSecond = processed / seconds;
  const secondsLeft = Math.ceil((planned - processed) / perSecond);
  const left = secondsLeft < 90 ? `${secondsLeft} s` : `${Math.ceil(secondsLeft / 60)} min`;
  return `${formatCount(Math.round(perSecond))}/s, ${left} left`;
}
