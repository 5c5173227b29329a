import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";

const root = path.resolve(import.meta.dirname, "../..");

export type Ended = { code: number | null; stdout: string; stderr: string };

/** The command as it is published: built into a folder of its own, from which no node_modules can be seen. */
export class BuiltCommand {
  readonly folder = mkdtempSync(path.join(tmpdir(), "authio-command-"));
  readonly #entry = path.join(this.folder, "dist/authio.mjs");

  constructor() {
    cpSync(path.join(root, "package.json"), path.join(this.folder, "package.json"));
    cpSync(path.join(root, "prisma/migrations"), path.join(this.folder, "prisma/migrations"), {
      recursive: true,
    });
    execFileSync(process.execPath, [path.join(root, "cli/build.mjs"), path.join(this.folder, "dist")]);
  }

  /** Starts the command with nothing of our own environment but the path. */
  start(args: readonly string[], environment: Record<string, string> = {}) {
    const env: NodeJS.ProcessEnv = { NODE_ENV: "production", PATH: process.env.PATH, HOME: this.folder };
    const child = spawn(process.execPath, [this.#entry, ...args], {
      cwd: this.folder,
      env: Object.assign(env, environment),
    });
    // A command that refuses its input leaves it unread.
    child.stdin.on("error", () => {});
    return child;
  }

  /** Runs the command to its end. */
  async run(args: readonly string[], environment: Record<string, string> = {}, input = ""): Promise<Ended> {
    const child = this.start(args, environment);
    child.stdin.end(input);
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "close"),
    ]);
    return { code, stdout, stderr };
  }

  /** Path of a file in the command's folder. */
  file(name: string): string {
    return path.join(this.folder, name);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
