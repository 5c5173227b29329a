import { readFileSync } from "node:fs";
import path from "node:path";
import { findPackageFolder } from "../lib/database/data-folder.ts";

/** The version of the command that runs. */
export function packageVersion(): string {
  const folder = findPackageFolder();
  if (!folder) return "unknown";
  return JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")).version;
}
