import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import type { Database } from "../../database/database.ts";

const root = path.resolve(import.meta.dirname, "../../..");

/** A worker as a process of its own, for tests that kill it. */
export type WorkProgram = {
  /** Works on an import to its end. What it says is gathered in `said`. */
  start(db: Database, importId: string): { child: ChildProcess; said: string[] };
  remove(): void;
};

export async function buildWorkProgram(): Promise<WorkProgram> {
  const folder = mkdtempSync(path.join(root, "node_modules/.cache-work-"));
  const program = path.join(folder, "work-process.mjs");
  await build({
    entryPoints: [path.join(import.meta.dirname, "work-process.ts")],
    outfile: program,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
  });
  return {
    start(db, importId) {
      const child = spawn(process.execPath, [program, db.url, importId], { cwd: root });
      const said: string[] = [];
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => said.push(String(data)));
      return { child, said };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
