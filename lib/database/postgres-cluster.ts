import { execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { AppError } from "../errors.ts";
import { canReach, commandAs, type PostgresAccount, postgresAccount } from "./postgres-account.ts";
import { findPostgresBinaries, npmPackageFolder, type PostgresBinaries } from "./postgres-binaries.ts";

/** The one role and the one database of an embedded Postgres. */
export const roleAndDatabase = "authio";

/** A cluster's files, who runs it, with which programs, and the password to get in. */
export type PostgresCluster = {
  folder: string;
  account: PostgresAccount;
  binaries: PostgresBinaries;
  password: string;
};

/**
 * Opens the cluster of a state folder; makes one if there is none. Call it under the lock.
 *
 * @param majorVersion the Postgres to make it with; the best there is, if not given
 */
export function openCluster(stateFolder: string, majorVersion?: number): PostgresCluster {
  const { folder, account } = placeCluster(stateFolder);
  const mustCopy =
    account.kind === "user" && !canReach(path.join(npmPackageFolder() ?? "/", "native"), account);
  const usable = findPostgresBinaries(`${folder}.programs`, mustCopy);
  const versionFile = path.join(folder, "PG_VERSION");
  const passwordFile = path.join(stateFolder, "password");

  if (existsSync(versionFile)) {
    const made = Number(readFileSync(versionFile, "utf8").trim());
    const binaries = usable.find((candidate) => candidate.majorVersion === made);
    if (!binaries) throw noBinaries(`The database in ${folder} was made by Postgres ${made}, which`);
    return { folder, account, binaries, password: readFileSync(passwordFile, "utf8").trim() };
  }

  const binaries = usable.find((candidate) => !majorVersion || candidate.majorVersion === majorVersion);
  if (!binaries) throw noBinaries(majorVersion ? `Postgres ${majorVersion}` : "Postgres 15 or newer");
  const password = randomBytes(24).toString("hex");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  const cluster = { folder, account, binaries, password };
  initialize(cluster);
  return cluster;
}

function noBinaries(what: string) {
  return new AppError(
    "unavailable",
    `${what} is not on this machine.`,
    "Run `npm ci` (it brings one for Linux and macOS), install Postgres 15 or newer, or set DATABASE_URL.",
  );
}

function placeCluster(stateFolder: string): { folder: string; account: PostgresAccount } {
  const folder = path.join(stateFolder, "cluster");
  if (existsSync(folder)) return { folder, account: postgresAccount(folder, statSync(folder).uid) };
  const account = postgresAccount(folder, null);
  if (account.kind !== "user" || canReach(folder, account)) return { folder, account };
  // Root's own folders let nobody through, so the files go where their user can get.
  const name = createHash("sha256").update(stateFolder).digest("hex").slice(0, 16);
  mkdirSync("/var/lib/authio", { recursive: true });
  chmodSync("/var/lib/authio", 0o711);
  return { folder: path.join("/var/lib/authio", name), account };
}

function initialize({ folder, account, binaries, password }: PostgresCluster) {
  // Made aside and renamed: a folder that initdb left half-way must not be taken for a cluster.
  const aside = `${folder}.new`;
  const passwordFile = `${folder}.password`;
  rmSync(aside, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  mkdirSync(aside, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account.kind === "user") {
    for (const file of [aside, passwordFile]) chownSync(file, account.uid, account.gid);
  }
  // Order by bytes, and upper and lower case of every alphabet: searches ask for names in lower case.
  const locale =
    binaries.majorVersion >= 17
      ? ["--locale-provider=builtin", "--locale=C.UTF-8"]
      : ["--locale=C", `--lc-ctype=${process.platform === "darwin" ? "en_US.UTF-8" : "C.UTF-8"}`];
  const { program, args, identity } = commandAs(account, path.join(binaries.bin, "initdb"), [
    ...["-D", aside, "-U", roleAndDatabase, "--encoding=UTF8", "--auth=scram-sha-256"],
    ...[`--pwfile=${passwordFile}`, ...locale],
  ]);
  try {
    execFileSync(program, args, { ...identity, cwd: "/", env: serverEnvironment(), stdio: "pipe" });
  } catch (error) {
    const { stderr } = error as { stderr?: Buffer };
    throw new Error(`Making the database in ${folder} failed: ${stderr?.toString().trim() || error}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(aside, folder);
}

/** What a Postgres program sees of our environment: PGPORT and the like must not change the server. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? "/usr/bin:/bin", LC_ALL: "C", NODE_ENV: process.env.NODE_ENV };
}
