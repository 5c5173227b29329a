import path from "node:path";
import { parseArgs } from "node:util";
import { importTypescript } from "../import-typescript.mjs";

// `npm run faults -- --seed 1 --rounds 3 --workers 2`: imports under every fault, held against an undisturbed one.

const checkout = path.resolve(import.meta.dirname, "../..");
const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    rounds: { type: "string", default: "1" },
    workers: { type: "string", default: "1" },
    users: { type: "string", default: "3000" },
    strikes: { type: "string", default: "20" },
    only: { type: "string", default: "" },
  },
});
const numbers = ["seed", "rounds", "workers", "users", "strikes"].map((name) => [name, Number(values[name])]);
const { faultNames, runFaults } = await importTypescript("cli/faults/run-faults.ts");
const only = values.only.split(",").filter(Boolean);
if (
  !numbers.every(([, number]) => Number.isInteger(number) && number > 0) ||
  !only.every((name) => faultNames.includes(name))
) {
  console.error(
    "Usage: npm run faults -- [--seed 1] [--rounds 3] [--workers 2] [--users 3000] [--strikes 20] [--only 'worker killed,…']",
  );
  console.error(`Faults: ${faultNames.join(", ")}`);
  process.exit(2);
}
const options = Object.fromEntries(numbers);
const failed = await runFaults({
  checkout,
  entry: path.join(checkout, "dist/authio.mjs"),
  ...options,
  only,
  tell: console.log,
});
console.log(
  failed.length === 0
    ? "Every import ended as an undisturbed one does."
    : `${failed.length} imports ended otherwise than an undisturbed one; the seed is in the table.`,
);
process.exit(failed.length === 0 ? 0 : 1);
