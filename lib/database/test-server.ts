import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { acquireEmbeddedPostgres } from "./embedded-postgres.ts";
import { migrate } from "./migrate.ts";
import { findPostgresBinaries, linkLibraries, minMajorVersion, npmPackage } from "./postgres-binaries.ts";

/** The npm package's last release of the oldest Postgres that the product takes. */
const oldestRelease = `${npmPackage}@15.18.0-beta.17`;

declare module "vitest" {
  interface ProvidedContext {
    /** The URL of the test server's template: a freshly migrated database that nobody writes to. */
    templateUrl: string;
  }
}

/** Before integration tests: a Postgres of their own, with a migrated template. Gone with them. */
export default async function startTestServer(project: TestProject) {
  const dataFolder = mkdtempSync(path.join(tmpdir(), "authio-test-"));
  chmodSync(dataFolder, 0o755);
  const isOldest = project.name === "oldest-postgres";
  if (isOldest) bringOldestPostgres(dataFolder);
  const version = isOldest ? { majorVersion: minMajorVersion } : {};
  const { url, release } = await acquireEmbeddedPostgres({ dataFolder, ...version });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // Tests kill processes, not machines: what was written is safe with the operating system.
  await client.query("ALTER SYSTEM SET fsync = off");
  // Each of hundreds of databases keeps its connections until they have been idle for seconds.
  await client.query("ALTER SYSTEM SET max_connections = 500");
  await client.query("CREATE DATABASE template_migrated");
  await client.end();
  // Both hold from the next start.
  await release();
  const server = await acquireEmbeddedPostgres({ dataFolder });
  const template = new URL(server.url);
  template.pathname = "/template_migrated";
  await migrate(template.href);
  project.provide("templateUrl", template.href);
  return async () => {
    await server.release();
    rmSync(dataFolder, { recursive: true, force: true });
  };
}

/** Makes sure that the oldest Postgres is found: the machine's, else npm's, which is installed into the folder. */
function bringOldestPostgres(folder: string): void {
  const copyTo = path.join(folder, "programs");
  if (findPostgresBinaries(copyTo, false).some((found) => found.majorVersion === minMajorVersion)) return;
  console.log(`Postgres ${minMajorVersion} is not here. Trying npm install ${oldestRelease}…`);
  const npm = ["install", "--no-save", "--no-audit", "--no-fund", "--prefix", folder, oldestRelease];
  execFileSync("npm", npm, { stdio: ["ignore", "ignore", "inherit"], timeout: 300_000 });
  const installed = path.join(folder, "node_modules", npmPackage);
  linkLibraries(installed);
  process.env.PATH = [path.join(installed, "native/bin"), process.env.PATH].join(path.delimiter);
}
