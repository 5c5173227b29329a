import { spawn } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { AppError } from "../lib/errors.ts";

/** What the pages are made of; everything else may change without a new build. */
const sources = ["app", "components", "lib", "public", "next.config.mjs", "package-lock.json", "proxy.ts"];

/**
 * Builds the dashboard unless the last build is newer than every source.
 *
 * @throws AppError `unavailable` if the build fails; its own output says why.
 */
export async function buildDashboard(checkout: string, signal: AbortSignal): Promise<void> {
  const stamp = path.join(checkout, ".next", "BUILD_ID");
  const builtAt = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
  if (builtAt > Math.max(...sources.map((name) => newestChange(path.join(checkout, name))))) return;
  console.log("Building the dashboard; this happens once per version.");
  const next = path.join(checkout, "node_modules/next/dist/bin/next");
  const build = spawn(process.execPath, [next, "build"], {
    cwd: checkout,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "inherit", "inherit"],
    signal,
  });
  const code = await new Promise<number | null>((resolve) => {
    build.once("exit", resolve);
    // An aborted build is one that we were told to stop: no failure of its own.
    build.once("error", () => resolve(null));
  });
  if (signal.aborted || code === 0) return;
  throw new AppError(
    "unavailable",
    "The dashboard could not be built.",
    "The lines above say why. After `npm ci`, try again.",
  );
}

/** In milliseconds since 1970; a folder's own time counts too, since a deleted file changes nothing else. */
function newestChange(file: string): number {
  if (!existsSync(file)) return 0;
  const stats = statSync(file);
  if (!stats.isDirectory()) return stats.mtimeMs;
  const entries = readdirSync(file).map((name) => newestChange(path.join(file, name)));
  return Math.max(stats.mtimeMs, ...entries);
}
