import { execFile } from "node:child_process";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** Runs the built command; resolves to what it wrote to standard output. */
export async function runCommand(entry: string, args: readonly string[]): Promise<string> {
  const { stdout } = await execute(process.execPath, [entry, ...args], {
    env: { PATH: process.env.PATH, NODE_ENV: "production", APP_ENCRYPTION_KEY: "0".repeat(64) },
  });
  return stdout;
}
