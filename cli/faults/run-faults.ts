import { textTable } from "../terminal/text-table.ts";
import { faults } from "./faults.ts";
import { openStage, type StageOptions } from "./open-stage.ts";
import { Random } from "./random.ts";
import { runTrial } from "./trial.ts";

export const faultNames = faults.map(({ name }) => name);

/**
 * Has imports go wrong in every way, each on a database of its own, and tells how each ended.
 *
 * @param options.only names of faults; all if there are none
 * @returns the trials that left something else behind than an undisturbed import does
 */
export async function runFaults(
  options: StageOptions & { seed: number; rounds: number; only: readonly string[]; tell(line: string): void },
): Promise<string[]> {
  const { rounds, only, tell } = options;
  const trials = faults
    .filter(({ name }) => only.length === 0 || only.includes(name))
    .flatMap((fault) => fault.tasks.map((task) => ({ fault, task })));
  const failed: string[] = [];
  const rows: string[][] = [];
  const stage = await openStage(options);
  try {
    for (let round = 0; round < rounds; round++) {
      const seed = options.seed + round;
      for (const [index, { fault, task }] of trials.entries()) {
        // By turns, so that in two rounds every fault meets both.
        const scene = stage.scenes[(round + index) % stage.scenes.length];
        if (!scene) throw new Error("there is no import to disturb");
        const { troubles, strikes, seconds } = await runTrial(stage, scene, fault, task, new Random(seed));
        const isSame = troubles.length === 0;
        const trial = `${fault.name}, ${task}, ${scene.directory} directory, seed ${seed}`;
        tell(`${isSame ? "✓" : "✗"} ${trial} (${seconds.toFixed(1)} s, ${strikes} times)`);
        for (const trouble of troubles) tell(`    ${trouble.slice(0, 1_500).replaceAll("\n", "\n    ")}`);
        if (!isSame) failed.push(trial);
        rows.push([
          fault.name,
          task,
          scene.directory,
          String(seed),
          String(strikes),
          isSame ? "same" : "DIFFERS",
        ]);
      }
    }
  } finally {
    await stage.close();
  }
  const head = ["fault", "task", "directory", "seed", "times", "left behind"];
  tell(`\n${textTable([head, ...rows]).join("\n")}\n`);
  return failed;
}
