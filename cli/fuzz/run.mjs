import { fork } from "node:child_process";
import path from "node:path";
import { parseArgs } from "node:util";
import { importTypescript } from "../import-typescript.mjs";

// `npm run fuzz -- --seconds 300 --seed 1`: damaged bundles, which must be planned or refused with a located error. They
// are checked by a child, so that one that hangs is seen.

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    path: { type: "string" },
  },
});
const [seconds, seed] = [Number(values.seconds), Number(values.seed)];
if (!(seconds > 0) || !Number.isInteger(seed)) {
  console.error("Usage: npm run fuzz -- [--seconds 300] [--seed 1] [--path 12:0:3]");
  process.exit(2);
}

const longestSilenceMs = 30_000;

if (process.send) {
  const { runFuzz } = await importTypescript("cli/fuzz/run-fuzz.ts");
  const trouble = await runFuzz({
    checkout: path.resolve(import.meta.dirname, "../.."),
    seconds,
    seed,
    path: values.path,
    onBundle: (count) => process.send?.(count),
  });
  if (trouble) console.error(trouble);
  process.disconnect();
  process.exitCode = trouble ? 1 : 0;
} else {
  const child = fork(import.meta.filename, process.argv.slice(2).concat(`--seed=${seed}`));
  let count = 0;
  let timer = setTimeout(() => {}, 0);
  const watch = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      console.error(`Bundle ${count} of seed ${seed} has hung for ${longestSilenceMs / 1_000} s.`);
      child.kill("SIGKILL");
    }, longestSilenceMs);
  };
  watch();
  child.on("message", (message) => {
    count = Number(message);
    watch();
  });
  child.on("exit", (code) => {
    clearTimeout(timer);
    console.log(`${count} bundles of seed ${seed}: ${code === 0 ? "nothing found" : "FAILED"}`);
    process.exitCode = code === 0 ? 0 : 1;
  });
}
