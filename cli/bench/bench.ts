import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import path from "node:path";
import { acquireEmbeddedPostgres } from "../../lib/database/embedded-postgres.ts";
import { migrate } from "../../lib/database/migrate.ts";
import { formatCount, textTable } from "../terminal/text-table.ts";
import { BenchServer } from "./bench-database.ts";
import {
  judge,
  judgeBrowser,
  judgeChanges,
  judgeGrowth,
  judgePull,
  judgeUndo,
  judgeWorkers,
  type Verdict,
} from "./judge.ts";
import { measureBrowser } from "./measure-browser.ts";
import { measureChanges } from "./measure-changes.ts";
import { measurePull } from "./measure-pull.ts";
import { type Measured, measureSize } from "./measure-size.ts";
import { measureUndo } from "./measure-undo.ts";
import { measureWorkers } from "./measure-workers.ts";

export const parts = ["import", "pull", "undo", "changes", "workers", "browser"] as const;

/**
 * Measures plan and apply at every size, the live pull, and, at the largest size, undo, changes of everybody, workers
 * beside each other and the wizard in a browser, on a Postgres of its own; prints a table and writes JSON.
 */
export async function bench(options: {
  checkout: string;
  /** Sizes to measure, in users. */
  users: readonly number[];
  runs: number;
  /** What to measure. */
  only: readonly (typeof parts)[number][];
  /** Authio's official CLI, a program, to measure beside ours; null: without. */
  officialCli: string | null;
  /** Where the JSON goes. */
  output: string;
}): Promise<void> {
  const { checkout, runs, only, officialCli, output } = options;
  const folder = mkdtempSync(path.join(tmpdir(), "authio-bench-"));
  // As root, Postgres runs as another user, who must get through.
  chmodSync(folder, 0o755);
  const postgres = await acquireEmbeddedPostgres({ dataFolder: folder });
  try {
    const server = new BenchServer(postgres.url);
    const template = await server.create();
    await migrate(template);
    const templateName = new URL(template).pathname.slice(1);
    const sizes = only.includes("import") ? [...options.users].sort((a, b) => a - b) : [];
    const all: Measured[] = [];
    for (const users of sizes) {
      all.push(
        await measureSize({ checkout, folder, server, template: templateName, runs, officialCli }, users),
      );
    }
    const pull = only.includes("pull")
      ? await measurePull({ checkout, server, template: templateName }, runs)
      : null;
    const largest = Math.max(...options.users);
    const place = { checkout, folder, server, template: templateName };
    const undo = only.includes("undo") ? await measureUndo(place, largest) : null;
    const changes = only.includes("changes") ? await measureChanges(place, largest) : null;
    const workers = only.includes("workers") ? await measureWorkers(place, largest, runs) : null;
    const browser = only.includes("browser") ? await measureBrowser(place, largest) : null;
    const verdicts = [
      ...all.flatMap(judge),
      ...judgeGrowth(all),
      ...(pull ? judgePull(pull) : []),
      ...(undo ? judgeUndo(undo) : []),
      ...(changes ? judgeChanges(changes) : []),
      ...(workers ? [judgeWorkers(workers)] : []),
      ...(browser ? judgeBrowser(browser) : []),
    ];
    const machine = describeMachine();
    mkdirSync(path.dirname(output), { recursive: true });
    writeFileSync(
      output,
      `${JSON.stringify({ machine, runs, verdicts, measured: all, pull, undo, changes, workers, browser }, null, 2)}\n`,
    );
    console.log(`${machine}; median of ${runs}\n\n${table(verdicts)}\n\nAll numbers: ${output}`);
  } finally {
    await postgres.release();
    rmSync(folder, { recursive: true, force: true });
  }
}

function table(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ users, what, value, unit, of, must, aim, isMet }) => [
    formatCount(users),
    what,
    `${value.toFixed(unit === "×" || unit === "s" ? 2 : 0)} ${unit}`,
    must ?? "",
    aim ?? "",
    isMet === null ? "" : isMet ? "met" : "MISSED",
    of,
  ]);
  return textTable([["users", "what", "value", "must", "aim", "", ""], ...rows]).join("\n");
}

function describeMachine(): string {
  const processors = cpus();
  const gigabytes = Math.round(totalmem() / 1024 ** 3);
  return `${processors.length} × ${processors[0]?.model.trim()}, ${gigabytes} GB, ${process.platform}, Node ${process.version}`;
}
