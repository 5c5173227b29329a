import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { AppError } from "../errors.ts";

const retryEveryMs = 2_000;

/** What Prisma wraps: the adapter's words for an error, and Postgres' code, if it comes from there. */
const wrappedError = z.object({
  meta: z.object({
    driverAdapterError: z.object({
      cause: z.object({ kind: z.string(), originalCode: z.string().optional() }),
    }),
  }),
});

/** The SQL state of an error of Postgres, whether it comes by way of Prisma or not; else what code it has. */
function codeOf(error: Error): string {
  const wrapped = wrappedError.safeParse(error);
  if (wrapped.success) {
    const { kind, originalCode } = wrapped.data.meta.driverAdapterError.cause;
    return originalCode ?? kind;
  }
  return "code" in error ? String(error.code) : "";
}

/** The database can't be reached: a connection that is lost or not to be had, a server that stops or starts. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof AppError) return false;
  const code = codeOf(error);
  return (
    /^(08|57P0[1-3]|DatabaseNotReachable|SocketTimeout)/.test(code) ||
    /ECONN|EPIPE|ETIMEDOUT|terminated|connection|closed/i.test(`${code} ${error.message}`)
  );
}

/** Trouble of the database that may pass by itself: it is away, or short of something, a deadlock, a time-out. */
export function mayPass(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof AppError) return false;
  return (
    isAway(error) ||
    // Prisma: no connection free in time, a write conflict.
    /^(40|53|55|57|58|XX|25P03|P2024$|P2028$|P2034$|TooManyConnections$)/.test(codeOf(error))
  );
}

/** The server has no space left to write to. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && codeOf(error) === "53100";
}

/** What `pg` says, without a code, of a connection that is lost or not to be had. */
const lostConnection = /^(Connection terminated|timeout exceeded when trying to connect|Client was closed)/;

/**
 * What a person is told about trouble of the database that no code of ours could have avoided; null for all else. A defect
 * that merely speaks of a connection is none.
 */
export function toldTrouble(error: unknown): AppError | null {
  if (isDiskFull(error)) {
    return new AppError(
      "unavailable",
      "The database's disk is full.",
      "Free or add space, then try again. Nothing is half done.",
      { cause: error },
    );
  }
  if (mayPass(error) && error instanceof Error && (codeOf(error) || lostConnection.test(error.message))) {
    return new AppError(
      "unavailable",
      "The database does not answer at the moment.",
      "Try again in a moment. If it stays so, look for the cause in the server's log.",
      { cause: error },
    );
  }
  return null;
}

/**
 * Does `work` as soon as the database lets it: again and again while it fails for trouble that may pass.
 *
 * @param tell is called with the trouble when it begins
 * @throws what `work` throws for other reasons, or when `signal` is aborted
 */
export async function whenDatabaseIsUp<Result>(
  work: () => Promise<Result>,
  signal: AbortSignal,
  tell: (trouble: Error) => void,
): Promise<Result> {
  for (let isTold = false; ; ) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted || !mayPass(error)) throw error;
      if (!isTold && error instanceof Error) tell(error);
      isTold = true;
      await sleep(retryEveryMs, undefined, { signal });
    }
  }
}
