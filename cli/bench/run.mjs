import { spawnSync } from "node:child_process";
import path from "node:path";
import { parseArgs } from "node:util";
import { importTypescript } from "../import-typescript.mjs";

// `npm run bench -- --users 100000`: how fast plan, apply, live pull and the wizard are, as ratios that hold on every machine.

const checkout = path.resolve(import.meta.dirname, "../..");
const { values } = parseArgs({
  options: {
    users: { type: "string", default: "100000" },
    runs: { type: "string", default: "3" },
    only: { type: "string", default: "import,pull" },
    "official-cli": { type: "string" },
    output: { type: "string", default: path.join(checkout, "test-results/bench.json") },
  },
});
const users = values.users.split(",").map(Number);
const runs = Number(values.runs);
const only = values.only.split(",");
const { bench, parts } = await importTypescript("cli/bench/bench.ts");
if (
  ![...users, runs].every((number) => Number.isInteger(number) && number > 0) ||
  !only.every((part) => parts.includes(part))
) {
  console.error(
    "Usage: npm run bench -- [--users 10000,100000] [--runs 3] [--only import,pull,undo,changes,workers,browser] [--official-cli authio] [--output bench.json]",
  );
  process.exit(2);
}
const officialCli = values["official-cli"] ?? null;
// Before half an hour of measuring, not after it.
if (officialCli !== null && spawnSync(officialCli, ["version"]).status !== 0) {
  console.error(
    `${officialCli} is no Authio CLI that runs here. Name the program (go install github.com/tcast/authio_cli/cmd/authio@latest, then
--official-cli ~/go/bin/authio), or leave --official-cli out.`,
  );
  process.exit(2);
}
await bench({ checkout, users, runs, only, officialCli, output: path.resolve(values.output) });
