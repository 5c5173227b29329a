import { CommanderError } from "commander";
import { toldTrouble } from "../lib/database/trouble.ts";
import { AppError } from "../lib/errors.ts";
import { BundleError } from "../lib/sources/bundle/bundle-error.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";
import { printable } from "./terminal/printable.ts";
import { OutputClosed } from "./terminal/write-output.ts";
import { UsageError } from "./usage-error.ts";

/** `DEBUG=authio` shows where an error came from. */
const isDebugging = (process.env.DEBUG ?? "").split(",").includes("authio");

/** Tells on standard error what went wrong, where, and what to do about it; answers the exit code for it. */
export function reportError(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.usage;
  // Whoever read our output has enough of it (`| head`).
  if (error instanceof OutputClosed) return exitCode.done;
  if (isDebugging) console.error(error);
  if (error instanceof AppError || error instanceof BundleError || error instanceof UsageError) {
    console.error(`error: ${printable(error.message)}\n       ${printable(error.whatToDo)}`);
    return error instanceof UsageError ? exitCode.usage : exitCode.failed;
  }
  console.error(describeTrouble(error));
  return exitCode.failed;
}

const connectionCodes = new Set(["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "ETIMEDOUT", "EHOSTUNREACH"]);
/** Postgres: wrong password, wrong user, no such database. */
const refusalCodes = new Set(["28P01", "28000", "3D000"]);

function describeTrouble(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  // pg's own words name host and user, never the password.
  const message = printable(error instanceof Error ? error.message || code : String(error));
  if (connectionCodes.has(code) || refusalCodes.has(code)) {
    return `error: The database does not let us in: ${message || code}.\n       Check DATABASE_URL or --database-url, and that the server is up.`;
  }
  const told = toldTrouble(error);
  if (told) return `error: ${told.message} (${message})\n       ${told.whatToDo}`;
  return `error: ${message}\n       This should not happen. Run it again with DEBUG=authio to see where it comes from.`;
}
