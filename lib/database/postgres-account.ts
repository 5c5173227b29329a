import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { AppError } from "../errors.ts";

/**
 * As whom Postgres runs. Postgres refuses to run as root, so root hands it to another user, or, where no such
 * user can get at the files, puts it into a user namespace in which root goes by another number.
 */
export type PostgresAccount =
  | { kind: "self" }
  | { kind: "user"; uid: number; gid: number }
  | { kind: "namespace" };

const ownUser = "authio";

/** The account that runs a cluster in this folder; `clusterOwner` is the uid that owns an existing one. */
export function postgresAccount(folder: string, clusterOwner: number | null): PostgresAccount {
  if (process.getuid?.() !== 0) return { kind: "self" };
  if (clusterOwner === 0) return { kind: "namespace" };
  const user = findUser("postgres") ?? findUser(ownUser) ?? makeUser();
  if (user && canReach(folder, user)) return { kind: "user", ...user };
  if (canUseNamespace()) return { kind: "namespace" };
  if (user) return { kind: "user", ...user };
  throw new AppError(
    "unavailable",
    "Postgres does not run as root, and this machine has no user for it and no user namespaces.",
    "Run as another user, make a user with `useradd --system authio`, or set DATABASE_URL.",
  );
}

/** Puts a program and its arguments into the form in which this account runs it. */
export function commandAs(account: PostgresAccount, program: string, args: string[]) {
  if (account.kind === "namespace") {
    return {
      program: "unshare",
      args: ["--user", "--map-user=1000", "--map-group=1000", "--", program, ...args],
      identity: {},
    };
  }
  const identity = account.kind === "user" ? { uid: account.uid, gid: account.gid } : {};
  return { program, args, identity };
}

/** Whether a user can walk down to a folder; /root, for one, lets nobody through. */
export function canReach(folder: string, user: { uid: number; gid: number }): boolean {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if (existsSync(at)) {
      const { mode, uid, gid } = statSync(at);
      const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
      if (!(mode & bit)) return false;
    }
    if (at === path.dirname(at)) return true;
  }
}

function findUser(name: string): { uid: number; gid: number } | null {
  const line = existsSync("/etc/passwd")
    ? readFileSync("/etc/passwd", "utf8")
        .split("\n")
        .find((entry) => entry.startsWith(`${name}:`))
    : undefined;
  const [, , uid, gid] = line?.split(":") ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null;
}

function makeUser() {
  const options = ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", ownUser];
  try {
    execFileSync("useradd", options, { stdio: "ignore" });
  } catch {
    return null;
  }
  return findUser(ownUser);
}

function canUseNamespace(): boolean {
  const { program, args } = commandAs({ kind: "namespace" }, "true", []);
  return spawnSync(program, args, { stdio: "ignore" }).status === 0;
}
