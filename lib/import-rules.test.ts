import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "..");

const importOf = (specifier: string) =>
  `import { thing } from "${specifier}";\n\nexport const kept = thing;\n`;

/** Who must not import whom, and a file that does. */
const violations: [claim: string, file: string, content: string][] = [
  ["the planner imports nothing of Node", "lib/planner/a1.ts", importOf("node:fs")],
  ["the planner imports no framework", "lib/planner/a2.ts", importOf("react")],
  ["the planner imports no Next", "lib/planner/a3.ts", importOf("next/server")],
  ["the planner imports no database driver", "lib/planner/a4.ts", importOf("pg")],
  ["the planner imports no Prisma", "lib/planner/a5.ts", importOf("@prisma/client")],
  ["the planner imports no neighbour in lib", "lib/planner/a6.ts", importOf("../errors.ts")],
  ["the planner imports no neighbour by alias", "lib/planner/a7.ts", importOf("@/lib/errors.ts")],
  ["the planner finds no way round by ./..", "lib/planner/a8.ts", importOf("./merge/../../errors.ts")],
  ["the planner's subfolders obey too", "lib/planner/merge/a1.ts", importOf("../../errors.ts")],
  ["the planner's subfolders import nothing of Node", "lib/planner/merge/a2.ts", importOf("node:crypto")],
  ["the planner reads no clock by Date.now", "lib/planner/b1.ts", "export const at = Date.now();\n"],
  ["the planner reads no clock by new Date()", "lib/planner/b2.ts", "export const at = new Date();\n"],
  ["the planner rolls no dice", "lib/planner/b3.ts", "export const dice = Math.random();\n"],
  ["the planner reads no environment", "lib/planner/b4.ts", "export const home = process.env.HOME;\n"],
  [
    "sources never import destinations",
    "lib/sources/bundle/c1.ts",
    importOf("../../destinations/authio/x.ts"),
  ],
  ["sources never import imports", "lib/sources/bundle/c2.ts", importOf("@/lib/imports/x.ts")],
  [
    "destinations never import sources",
    "lib/destinations/authio/c1.ts",
    importOf("../../sources/bundle/x.ts"),
  ],
  ["destinations never import imports", "lib/destinations/authio/c2.ts", importOf("../../imports/x.ts")],
  ["only lib/imports imports sources", "lib/identity/c1.ts", importOf("../sources/bundle/x.ts")],
  ["only lib/imports imports destinations", "lib/identity/c2.ts", importOf("@/lib/destinations/authio/x.ts")],
  ["lib imports no page", "lib/imports/d1.ts", importOf("../../app/page.tsx")],
  ["lib imports no component", "lib/imports/d2.ts", importOf("@/components/ui/button.tsx")],
  ["lib imports no command", "lib/identity/d3.ts", importOf("../../cli/main.ts")],
  ["lib/api imports no server code", "lib/api/e1.ts", importOf("../database/pool.ts")],
  ["lib/api imports nothing of Node", "lib/api/e2.ts", importOf("node:fs")],
  ["components import no server code", "components/plan/f1.ts", importOf("@/lib/database/pool.ts")],
  [
    "components import no server code relatively",
    "components/plan/f2.ts",
    importOf("../../lib/imports/x.ts"),
  ],
  ["components import no page", "components/plan/f3.ts", importOf("@/app/page.tsx")],
  ["components import nothing of Node", "components/plan/f4.ts", importOf("node:fs")],
  ["commands import no page", "cli/g1.ts", importOf("../app/page.tsx")],
  ["commands import no component", "cli/g2.ts", importOf("@/components/ui/button.tsx")],
  ["journeys import no page", "e2e/h1.ts", importOf("../app/page.tsx")],
];

/** Imports that must stay possible, or the rules would forbid the house itself. */
const legal: [claim: string, file: string, content: string][] = [
  ["the planner imports itself", "lib/planner/ok1.ts", importOf("./plan.ts")],
  ["the planner's subfolders import the planner", "lib/planner/merge/ok1.ts", importOf("../plan.ts")],
  ["the planner imports zod", "lib/planner/ok2.ts", importOf("zod")],
  ["the planner imports certificates' parser", "lib/planner/ok3.ts", importOf("@peculiar/x509")],
  [
    "the planner dates what it is given",
    "lib/planner/ok4.ts",
    "export const at = (s: string) => new Date(s);\n",
  ],
  ["the planner's tests read golden files", "lib/planner/ok5.test.ts", importOf("node:fs")],
  ["sources import planner types", "lib/sources/bundle/ok1.ts", importOf("../../planner/plan.ts")],
  ["imports tie both together", "lib/imports/ok1.ts", importOf("../sources/bundle/x.ts")],
  ["imports tie both together, the other", "lib/imports/ok2.ts", importOf("../destinations/authio/x.ts")],
  ["components import the contract", "components/plan/ok1.ts", importOf("@/lib/api/contract.ts")],
  ["components import each other", "components/plan/ok2.ts", importOf("../ui/button.tsx")],
  ["pages import lib", "app/ok1.ts", importOf("@/lib/imports/x.ts")],
  ["commands import lib", "cli/ok1.ts", importOf("../lib/imports/x.ts")],
];

describe("who may import whom", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "authio-rules-"));
  const faulty = new Set<string>();

  beforeAll(() => {
    for (const name of ["biome.json", ".config/pure-planner.grit", ".gitignore"]) {
      cpSync(path.join(root, name), path.join(folder, name));
    }
    for (const [, file, content] of [...violations, ...legal]) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), content);
    }
    const biome = path.join(root, "node_modules/@biomejs/biome/bin/biome");
    const rules = "--only=style/noRestrictedImports,--only=style/noRestrictedGlobals,--only=plugin".split(
      ",",
    );
    const run = spawnSync(
      process.execPath,
      [biome, "lint", ...rules, "--reporter=github", "--max-diagnostics=none", "."],
      { cwd: folder, encoding: "utf8" },
    );
    for (const line of run.stdout.split("\n")) {
      const file = /^::error .*file=([^,]+),/.exec(line)?.[1];
      if (file) faulty.add(path.relative(folder, path.resolve(folder, file)));
    }
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(violations)("%s (a planted %s is an error)", (_claim, file) => {
    expect(faulty).toContain(file);
  });

  it.each(legal)("%s (%s is no error)", (_claim, file) => {
    expect(faulty).not.toContain(file);
  });
});
