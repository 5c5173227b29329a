import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { BuiltCommand } from "../testing/built-command.ts";
import { faults } from "./faults.ts";
import { openStage, type Stage } from "./open-stage.ts";
import { Random } from "./random.ts";
import type { Task } from "./scene.ts";
import { runTrial } from "./trial.ts";

// A short part of `npm run faults`, which disturbs longer imports, more often, in more ways.

let command: BuiltCommand;
let stage: Stage;
beforeAll(async () => {
  command = new BuiltCommand();
  stage = await openStage({
    checkout: path.resolve(import.meta.dirname, "../.."),
    entry: command.file("dist/authio.mjs"),
    workers: 2,
    strikes: 3,
    users: 400,
    directories: ["filled"],
  });
});
afterAll(async () => {
  await stage?.close();
  command?.remove();
});

/** What is wrong with what an import left behind that went wrong in one way. */
async function troublesOf(name: string, task: Task): Promise<string[]> {
  const fault = faults.find((each) => each.name === name);
  const [scene] = stage.scenes;
  if (!fault || !scene) throw new Error(`there is no ${name}`);
  return (await runTrial(stage, scene, fault, task, new Random(1))).troubles;
}

it("workers that are killed or hang leave directory, log and journal as undisturbed ones do", async () => {
  const ended = await Promise.all([
    troublesOf("worker hangs", "apply"),
    troublesOf("worker killed", "apply"),
  ]);
  expect(ended.flat()).toEqual([]);
});

it("an undo whose Postgres is killed gives back the directory of before", async () => {
  expect(await troublesOf("postgres killed", "undo")).toEqual([]);
});
