import { constants } from "node:buffer";
import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import path from "node:path";
import { databaseAt } from "../../lib/database/database.ts";
import { withDatabase } from "../faults/scene.ts";
import type { BenchServer } from "./bench-database.ts";
import { copyRows, directoryState, removeRows, saveRows } from "./copy-floor.ts";
import { type BundleSize, generateBundle } from "./generate-bundle.ts";
import { type ApplyCost, importFile } from "./import-file.ts";
import { secondsToPlan, secondsToSend } from "./official-cli.ts";
import { type Cost, runCommand } from "./run-command.ts";
import { percentile99, signInMeanwhile } from "./sign-ins.ts";

/** Sizes at which plan and apply have a limit in seconds. */
export const planLimitUsers = 100_000;
export const applyLimitUsers = 50_000;

/** Everything measured of one bundle; each list has one entry a run. */
export type Measured = {
  size: BundleSize;
  plan: Cost[];
  /** Seconds that `JSON.parse` takes for the bundle; none where no string is as long. */
  parseSeconds: number[];
  /** Seconds of the official CLI to plan, and to send into nothing, at the size that has a limit for it; none without one. */
  officialPlanSeconds: number[];
  officialSendSeconds: number[];
  apply: ApplyCost[];
  rerun: ApplyCost[];
  /** Rows that the apply left behind, and seconds to `COPY` them. */
  floorRows: number;
  floorSeconds: number[];
  /** What 99 of 100 sign-ins took during one more apply, in milliseconds. */
  signInMs: number;
  /** `authio import workos --yes`, from start to end. */
  whole: Cost;
};

type Bench = {
  checkout: string;
  folder: string;
  server: BenchServer;
  template: string;
  runs: number;
  /** Authio's official CLI, if it is to be measured beside ours. */
  officialCli: string | null;
};

/** Measures one size; both sides of each ratio take turns, so that a slow minute hits all of them. */
export async function measureSize(bench: Bench, users: number): Promise<Measured> {
  const { checkout, folder, server, template, runs, officialCli } = bench;
  const file = path.join(folder, `workos-${users}.json`);
  const size = await generateBundle(file, users);
  const measured = {
    size,
    plan: [],
    parseSeconds: [],
    officialPlanSeconds: [],
    officialSendSeconds: [],
    apply: [],
    rerun: [],
    floorRows: 0,
    floorSeconds: [],
  } as Omit<Measured, "signInMs" | "whole">;
  for (let run = 1; run <= runs; run++) {
    console.error(`${users} users, run ${run} of ${runs}: plan`);
    measured.plan.push(await runCommand(checkout, ["import", "workos", "--input", file, "--dry-run"]));
    if (statSync(file).size < constants.MAX_STRING_LENGTH) measured.parseSeconds.push(secondsToParse(file));
    await measureApply(bench, file, measured);
    if (officialCli !== null && users === planLimitUsers) {
      console.error("  the official CLI: plan");
      measured.officialPlanSeconds.push(await secondsToPlan(officialCli, file));
    }
    if (officialCli !== null && users === applyLimitUsers) {
      console.error("  the official CLI: import into nothing");
      measured.officialSendSeconds.push(await secondsToSend(checkout, officialCli, file, users));
    }
  }
  console.error(`${users} users: sign-ins beside an apply`);
  const signInMs = await measureSignIns(bench, file);
  console.error(`${users} users: the whole import`);
  const url = await server.create(template);
  const whole = await runCommand(checkout, ["import", "workos", "-i", file, "--yes", "--database-url", url]);
  await server.drop(url);
  return { ...measured, signInMs, whole };
}

/** In a process of its own: this one's memory is of another age. */
function secondsToParse(file: string): number {
  const script = `const { readFileSync } = require("node:fs");
    const startedAt = performance.now();
    JSON.parse(readFileSync(${JSON.stringify(file)}, "utf8"));
    console.log((performance.now() - startedAt) / 1_000);`;
  return Number(execFileSync(process.execPath, ["--eval", script], { encoding: "utf8" }));
}

async function measureApply(
  { folder, server, template }: Bench,
  file: string,
  measured: Pick<Measured, "apply" | "rerun" | "floorRows" | "floorSeconds">,
): Promise<void> {
  const settle = () => server.settle();
  const applied = await server.create(template);
  const db = databaseAt(applied);
  console.error("  apply");
  measured.apply.push(await importFile(db, file, settle));
  const saved = await saveRows(applied, folder);
  measured.floorRows = saved.reduce((sum, { rows }) => sum + rows, 0) - 2;

  console.error("  floor");
  const empty = await server.create(template);
  await settle();
  measured.floorSeconds.push(await copyRows(empty, saved));
  await removeRows(saved);
  await server.drop(empty);

  console.error("  re-run, nothing changed");
  await server.tidy(applied);
  const before = await directoryState(applied);
  const rerun = await importFile(db, file, settle);
  if (rerun.written > 0 || (await directoryState(applied)) !== before) {
    throw new Error("The re-run of an unchanged bundle wrote into the directory.");
  }
  measured.rerun.push(rerun);
  await db.prisma.$disconnect();
  await db.pool.end();
  await server.drop(applied);
}

/** An apply of its own: the others have both processors to themselves. */
async function measureSignIns({ checkout, server, template }: Bench, file: string): Promise<number> {
  const url = await server.create(template);
  let taken: number[] = [];
  const meanwhile = async () => {
    const end = await signInMeanwhile(checkout, url);
    return async () => {
      taken = await end();
    };
  };
  await withDatabase(url, (db) => importFile(db, file, () => server.settle(), meanwhile));
  await server.drop(url);
  return percentile99(taken);
}
