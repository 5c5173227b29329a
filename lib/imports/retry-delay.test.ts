import { expect, it } from "vitest";
import { AppError } from "../errors.ts";
import { retryDelayMs } from "./retry-delay.ts";

const postgres = (code: string, message = "") => Object.assign(new Error(message), { code });
const byPrisma = (originalCode: string) =>
  Object.assign(new Error("Database error."), {
    meta: { driverAdapterError: { cause: { kind: "postgres", originalCode } } },
  });
const minutes = 60_000;

/** Waits until somebody is told, if the same trouble comes for ever. */
function delays(error: unknown, triesTakeMs = 1_000): number[] {
  const waits: number[] = [];
  for (let troubledMs = 0; waits.length < 1_000; ) {
    const delayMs = retryDelayMs(error, waits.length, troubledMs);
    if (delayMs === null) return waits;
    waits.push(delayMs);
    troubledMs += delayMs + triesTakeMs;
  }
  return waits;
}

it("waits ten minutes for a database that is away", () => {
  for (const error of [
    postgres("57P03", "the database system is not yet accepting connections"),
    postgres("57P01", "terminating connection due to administrator command"),
    postgres("08006"),
    postgres("ECONNREFUSED"),
    new Error("read ECONNRESET"),
    new Error("Connection terminated unexpectedly"),
    byPrisma("57P03"),
  ]) {
    const waits = delays(error);
    expect(waits.slice(0, 7), error.message).toEqual([500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
    const sum = waits.reduce((total, wait) => total + wait + 1_000, 0);
    expect(sum).toBeGreaterThan(9 * minutes);
    expect(sum).toBeLessThan(11 * minutes);
  }
});

it("gives a database that answers, and is in trouble, five tries", () => {
  for (const code of ["53100", "57014", "40P01", "55P03"]) {
    expect(delays(postgres(code)), code).toEqual([500, 1_000, 2_000, 4_000, 8_000]);
  }
});

it("does not try again what trying can't mend", () => {
  expect(delays(postgres("42703", 'column "nmae" does not exist'))).toEqual([]);
  expect(delays(new AppError("unavailable", "WorkOS closed the connection.", "Try again later."))).toEqual(
    [],
  );
});
