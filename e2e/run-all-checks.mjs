import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { findBrowser, findTool } from "./find-tools.mjs";

// `npm test`: every check of the project, in order and to the end, whatever fails on the way. The last line
// counts them: each test is one, each static check is one.

const root = path.resolve(import.meta.dirname, "..");
const results = path.join(root, "test-results");
const bin = (name) => path.join(root, "node_modules/.bin", name);
/** @type {{name: string, passed: number, failed: number, seconds: number}[]} */
const summary = [];

/** Databases of tests need not outlive them: they are kept in memory where there is plenty. */
function scratchFolder() {
  const inMemory = "/dev/shm";
  if (!existsSync(inMemory)) return tmpdir();
  const { bavail, bsize } = statfsSync(inMemory);
  return bavail * bsize >= 10e9 ? inMemory : tmpdir();
}
const TMPDIR = scratchFolder();

/** Runs a program; `isAlone`: what it prints is shown as it comes, else at its end, in one piece. */
function run(name, program, args, environment = {}, isAlone = false) {
  const startedAt = Date.now();
  if (isAlone) console.log(`\n── ${name}`);
  const child = spawn(program, args, {
    cwd: root,
    stdio: ["ignore", isAlone ? "inherit" : "pipe", isAlone ? "inherit" : "pipe"],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...environment },
  });
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (piece) => output.push(piece));
  return new Promise((resolve) => {
    const end = (isOk) => {
      if (!isAlone) console.log(`\n── ${name}\n${Buffer.concat(output)}`);
      resolve({ isOk, seconds: (Date.now() - startedAt) / 1000 });
    };
    child.on("error", (error) => {
      output.push(Buffer.from(String(error)));
      end(false);
    });
    child.on("close", (status) => end(status === 0));
  });
}

async function check(name, program, args, environment) {
  const { isOk, seconds } = await run(name, program, args, environment);
  summary.push({ name, passed: isOk ? 1 : 0, failed: isOk ? 0 : 1, seconds });
}

/** Runs tests that leave a JSON report; a run that fails without a failed test (it crashed) counts as one. */
async function tests({ name, program, args, environment, report, read }) {
  const file = path.join(results, report);
  rmSync(file, { force: true });
  const { isOk, seconds } = await run(name, program, args, { TMPDIR, ...environment }, true);
  const counts = existsSync(file) ? read(JSON.parse(readFileSync(file, "utf8"))) : { passed: 0, failed: 0 };
  const hasOnlyCrashed = counts.failed === 0 && (!isOk || counts.passed === 0);
  summary.push({ name, passed: counts.passed, failed: hasOnlyCrashed ? 1 : counts.failed, seconds });
}

/** On two processors three files at a time: each waits now and then, for a limit or for Postgres. */
function vitest() {
  const report = "vitest.json";
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=test-results/${report}`];
  return tests({
    name: "unit and integration tests",
    program: bin("vitest"),
    args: ["run", "--maxWorkers=3", ...reporters],
    report,
    read: ({ numPassedTests, numFailedTests }) => ({ passed: numPassedTests, failed: numFailedTests }),
  });
}

/** The journeys of a browser through the built product. */
async function playwright() {
  const browser = await findBrowser();
  if (!browser) {
    console.error("There is no browser to be had, so no journey was tested.");
    summary.push({ name: "end-to-end tests", passed: 0, failed: 1, seconds: 0 });
    return;
  }
  await tests({
    name: "end-to-end tests",
    program: bin("playwright"),
    args: ["test", "--config", "e2e/playwright.config.ts"],
    environment: { E2E_BROWSER: browser, E2E_PORT: await freePort(), NODE_ENV: "production" },
    report: "e2e.json",
    read: ({ stats, errors }) => ({
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected + (errors.length && !stats.unexpected ? 1 : 0),
    }),
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "localhost", () => {
      const { port } = server.address();
      server.close(() => resolve(String(port)));
    });
  });
}

// On two processors two at a time: nothing waits for anything but types for those of routes.
await Promise.all([
  check("format, lint and import rules", bin("biome"), ["check", "."]),
  check("types of routes", bin("next"), ["typegen"]).then(() => check("types", bin("tsc"), ["--noEmit"])),
]);
await Promise.all([
  check("dead code", bin("knip"), ["--config", ".config/knip.json"]),
  check("database schema", bin("prisma"), ["validate"], { PRISMA_SCHEMA_ENGINE_BINARY: "/bin/true" }),
  check("command build", process.execPath, ["cli/build.mjs"]),
]);
findTool("jq");
await check("dashboard build", bin("next"), ["build"], { NODE_ENV: "production" });
await vitest();
await playwright();

const sum = (key) => summary.reduce((total, entry) => total + entry[key], 0);
console.log("");
for (const { name, passed, failed, seconds } of summary) {
  console.log(`${failed ? "✗" : "✓"} ${name}: ${passed} passed, ${failed} failed, ${seconds.toFixed(0)} s`);
}
console.log(`\n${sum("passed")} passed, ${sum("failed")} failed`);
process.exitCode = sum("failed") > 0 || sum("passed") === 0 ? 1 : 0;
