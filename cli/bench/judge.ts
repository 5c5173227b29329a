import type { ApplyCost } from "./import-file.ts";
import type { BrowserMeasured } from "./measure-browser.ts";
import type { ChangesMeasured } from "./measure-changes.ts";
import { type PullCost, type PullMeasured, pullSizes } from "./measure-pull.ts";
import { applyLimitUsers, type Measured, planLimitUsers } from "./measure-size.ts";
import type { UndoCost, UndoMeasured } from "./measure-undo.ts";
import type { WorkersMeasured } from "./measure-workers.ts";
import { median } from "./median.ts";

/** One line of the result: a value beside what it must and should be. */
export type Verdict = {
  users: number;
  what: string;
  value: number;
  unit: string;
  /** For people: what the value is made of. */
  of: string;
  must: string | null;
  aim: string | null;
  isMet: boolean | null;
};

type Limit = { must: number; aim: number; isUpper: boolean };

function verdict(
  users: number,
  what: string,
  value: number,
  unit: string,
  of: string,
  limit: Limit | null,
): Verdict {
  if (!limit) return { users, what, value, unit, of, must: null, aim: null, isMet: null };
  const sign = limit.isUpper ? "≤" : "≥";
  const isMet = limit.isUpper ? value <= limit.must : value >= limit.must;
  return { users, what, value, unit, of, must: `${sign} ${limit.must}`, aim: `${sign} ${limit.aim}`, isMet };
}

const upper = (must: number, aim: number): Limit => ({ must, aim, isUpper: true });
const lower = (must: number, aim: number): Limit => ({ must, aim, isUpper: false });

/**
 * The limits in seconds were set beside Authio's official CLI, which took 38.7 s to plan, and 15.6 s to send a plan to a server that
 * stores nothing. So many times as fast we must, and should, be on any machine.
 */
const planTimesAsFast = lower(38.7 / 3, 38.7 / 1.5);
const applyTimesAsFast = lower(15.6 / 3, 15.6 / 2);

const seconds = (value: number) => `${value.toFixed(2)} s`;

/** Medians of the runs; ratios are medians of each run's own ratio. */
export function judge(measured: Measured): Verdict[] {
  const { plan, parseSeconds, apply, rerun, signInMs, floorRows, floorSeconds, whole } = measured;
  const { users } = measured.size;
  const applySeconds = apply.map(({ diffSeconds, applySeconds }) => diffSeconds + applySeconds);
  const rerunSeconds = rerun.map(({ diffSeconds, applySeconds }) => diffSeconds + applySeconds);
  const ofFloor = applySeconds.map((value, run) => (floorSeconds[run] ?? 0) / value);
  const ofFirst = rerunSeconds.map((value, run) => value / (applySeconds[run] ?? 0));
  const isLimited = users === planLimitUsers;
  const processors = median(plan.map(({ processorSeconds }) => processorSeconds));
  const rate = Math.round(floorRows / median(applySeconds));
  return [
    verdict(
      users,
      "plan",
      median(plan.map((cost) => cost.seconds)),
      "s",
      `${seconds(processors)} of the processors`,
      isLimited ? upper(3, 1.5) : null,
    ),
    ...(parseSeconds.length > 0
      ? [
          verdict(
            users,
            "plan, of JSON.parse of the same file",
            median(parseSeconds.map((parse, run) => (plan[run]?.seconds ?? 0) / parse)),
            "×",
            seconds(median(parseSeconds)),
            null,
          ),
        ]
      : []),
    ...judgeBesideOfficial(
      users,
      "plan, as fast as the official CLI's",
      plan.map((cost) => cost.seconds),
      measured.officialPlanSeconds,
      planTimesAsFast,
    ),
    verdict(
      users,
      "plan, memory",
      Math.max(...plan.map(({ peakMegabytes }) => peakMegabytes)),
      "MB",
      "the most of all runs",
      isLimited ? upper(350, 350) : null,
    ),
    verdict(
      users,
      "diff and apply",
      median(applySeconds),
      "s",
      `${rate} rows/s`,
      users === applyLimitUsers ? upper(3, 2) : null,
    ),
    ...judgeBesideOfficial(
      users,
      "diff and apply, as fast as the official CLI's into nothing",
      applySeconds,
      measured.officialSendSeconds,
      applyTimesAsFast,
    ),
    verdict(
      users,
      "diff and apply, of the floor's rate",
      median(ofFloor),
      "×",
      `against ${seconds(median(floorSeconds))} for ${floorRows} rows`,
      lower(0.5, 0.8),
    ),
    verdict(
      users,
      "run again, of the first apply",
      median(ofFirst),
      "×",
      `${seconds(median(rerunSeconds))}; not one row of the directory written`,
      upper(0.5, 0.3),
    ),
    verdict(
      users,
      "sign-in while it applies, 99 of 100",
      signInMs,
      "ms",
      "look-up, session and time, committed; one run",
      upper(200, 50),
    ),
    verdict(users, "the whole import", whole.seconds, "s", "from the command's start to its end", null),
    verdict(users, "the whole import, memory", whole.peakMegabytes, "MB", "one run", null),
  ];
}

/** How many times as fast as theirs each of our runs was; nothing where theirs were not measured. */
function judgeBesideOfficial(
  users: number,
  what: string,
  ours: readonly number[],
  theirs: readonly number[],
  limit: Limit,
): Verdict[] {
  if (theirs.length === 0) return [];
  const ratio = median(theirs.map((value, run) => value / (ours[run] ?? 0)));
  return [verdict(users, what, ratio, "×", `against ${seconds(median(theirs))}`, limit)];
}

/** The live pull against the documented limits. */
export function judgePull({ users, directoryUsers }: PullMeasured): Verdict[] {
  const line = (what: string, costs: readonly PullCost[], count: number, unit: string) => {
    const refusals = costs.reduce((sum, cost) => sum + cost.refusals, 0);
    const rate = median(costs.map((cost) => cost.requestsPerSecond)).toFixed(2);
    return verdict(
      count,
      what,
      median(costs.map(({ ofLimit }) => ofLimit)),
      "×",
      `${rate} pages/s of ${unit}, refused ${refusals} times`,
      lower(0.9, 0.95),
    );
  };
  return [
    line("live pull, of the limit", users, pullSizes.users, "100"),
    line("live pull of one directory, of the limit", directoryUsers, pullSizes.directoryUsers, "4"),
  ];
}

/** What a later night costs beside the first import, and an undo beside the import that it takes back. */
export function judgeUndo({ users, first, later, undoLater, undoFirst }: UndoMeasured): Verdict[] {
  const whole = ({ diffSeconds, applySeconds }: ApplyCost) => diffSeconds + applySeconds;
  const line = (what: string, { applySeconds }: ApplyCost, undo: UndoCost) =>
    verdict(
      users,
      what,
      undo.seconds / applySeconds,
      "×",
      `${seconds(undo.seconds)}: ${undo.takenBack} records taken back, ${undo.leftAlone} left alone and listed`,
      null,
    );
  return [
    verdict(
      users,
      "diff and apply of a later night, of the first",
      whole(later) / whole(first),
      "×",
      `${seconds(whole(later))}; ${later.written} records written`,
      null,
    ),
    line("undo, of its apply; every row as before", later, undoLater),
    line("undo with another import between, of its apply", first, undoFirst),
  ];
}

/** How an import that changes everybody grows, and its undo, where 1 is as the number of users does. */
export function judgeChanges({ small, large }: ChangesMeasured): Verdict[] {
  return large.costs.flatMap((cost, nth) => {
    const smaller = small.costs[nth];
    if (!smaller) return [];
    const growth = (what: string, before: number, after: number) => {
      const of = `${seconds(before)} for ${small.users} users, ${seconds(after)} for ${large.users}`;
      return verdict(large.users, what, after / before / (large.users / small.users), "×", of, null);
    };
    return [
      growth(`growth of diff and apply, ${cost.change}`, smaller.applySeconds, cost.applySeconds),
      growth(`growth of the undo, ${cost.change}`, smaller.undoSeconds, cost.undoSeconds),
    ];
  });
}

/** Two workers beside one, on the same plan. */
export function judgeWorkers({ users, one, two }: WorkersMeasured): Verdict {
  return verdict(
    users,
    "apply with two workers, of that with one",
    median(two.map((value, run) => value / (one[run] ?? 0))),
    "×",
    `${seconds(median(two))} against ${seconds(median(one))}; the same left behind`,
    upper(1, 1),
  );
}

/** The wizard in a browser. */
export function judgeBrowser(measured: BrowserMeasured): Verdict[] {
  const { users, megabytes, uploadSeconds, bareSeconds, firstLogLineWay: way, scrolling, memory } = measured;
  const line = (what: string, value: number, unit: string, of: string, limit: Limit | null) =>
    verdict(users, what, value, unit, of, limit);
  const pages = Object.entries(measured.firstRowsMs).sort(([, a], [, b]) => b - a);
  const [slowest, slowestMs] = pages[0] ?? ["", 0];
  const { framesPerSecond, blankFrames } = scrolling;
  return [
    line(
      "upload in the browser, of a bare script's rate",
      bareSeconds / uploadSeconds,
      "×",
      `${megabytes.toFixed(0)} MB in ${seconds(uploadSeconds)} against ${seconds(bareSeconds)}`,
      lower(0.5, 0.8),
    ),
    line(
      "read and planned",
      measured.readAndPlanSeconds,
      "s",
      "from the press until the review stands",
      null,
    ),
    line(
      "first log line after the press",
      measured.firstLogLineMs,
      "ms",
      `on screen; written after ${way.confirmed.toFixed(0)}, with a worker after ${way.begun.toFixed(0)}, first step from ${way.firstStep.toFixed(0)}`,
      upper(1_000, 300),
    ),
    line("applied", measured.applySeconds, "s", "from the press to the link to the summary", null),
    line(
      "log, first page by kind and text",
      measured.filteredLogMs,
      "ms",
      `of ${measured.logLines} lines; median of twenty`,
      upper(300, 100),
    ),
    line(
      "first rows of the slowest page",
      slowestMs,
      "ms",
      `${slowest}; ${pages.length} pages, medians of their openings`,
      upper(300, 300),
    ),
    line(
      "scrolling the log, 99 of 100 frames",
      scrolling.frameMs99,
      "ms",
      `${framesPerSecond.toFixed(0)} frames a second, ${blankFrames} blank`,
      null,
    ),
    line("memory of the web server", memory.web, "MB", "the most that was seen", null),
    line(
      "memory of the worker",
      memory.worker,
      "MB",
      "the most that was seen, while planning",
      upper(1_000, 600),
    ),
    line("heap of the tab", memory.tab, "MB", "the most that was seen", null),
  ];
}

/** How plan and apply grow from the last size but one to the largest, where 1 is as the number of users does. */
export function judgeGrowth(all: readonly Measured[]): Verdict[] {
  const [small, large] = [all.at(-2), all.at(-1)];
  if (!small || !large || small === large) return [];
  const sizes = large.size.users / small.size.users;
  const applied = ({ apply }: Measured) => median(apply.map((cost) => cost.diffSeconds + cost.applySeconds));
  const planned = ({ plan }: Measured) => median(plan.map((cost) => cost.seconds));
  const growth = (what: string, secondsOf: (measured: Measured) => number) => {
    const grown = secondsOf(large) / secondsOf(small);
    const exponent = (Math.log(grown) / Math.log(sizes)).toFixed(2);
    const of = `from ${small.size.users} to ${large.size.users} users; linear is 1; exponent ${exponent}`;
    return verdict(large.size.users, `growth of ${what}`, grown / sizes, "×", of, upper(1.1, 1.05));
  };
  return [growth("the plan", planned), growth("diff and apply", applied)];
}
