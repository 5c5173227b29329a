import path from "node:path";
import { parseArgs } from "node:util";
import { importTypescript } from "../import-typescript.mjs";

// `npm run bench -- --users 100000`: how fast plan and apply are, as ratios that hold on every machine.

const checkout = path.resolve(import.meta.dirname, "../..");
const { values } = parseArgs({
  options: {
    users: { type: "string", default: "100000" },
    runs: { type: "string", default: "3" },
    output: { type: "string", default: path.join(checkout, "test-results/bench.json") },
  },
});
const users = values.users.split(",").map(Number);
const runs = Number(values.runs);
if (![...users, runs].every((number) => Number.isInteger(number) && number > 0)) {
  console.error("Usage: npm run bench -- [--users 10000,100000] [--runs 3] [--output bench.json]");
  process.exit(2);
}
const { bench } = await importTypescript("cli/bench/bench.ts");
await bench({ checkout, users, runs, output: path.resolve(values.output) });
