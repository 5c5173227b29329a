import { expect, it } from "vitest";
import { toldTrouble } from "./trouble.ts";

const postgres = (code: string, message: string) => Object.assign(new Error(message), { code });
const byPrisma = (cause: object) =>
  Object.assign(new Error("Database error."), { meta: { driverAdapterError: { cause } } });

it("a full disk is told as such, however it was met", () => {
  const full = postgres("53100", "could not write init file: No space left on device");
  expect(toldTrouble(full)).toMatchObject({ code: "unavailable", message: "The database's disk is full." });
  expect(toldTrouble(byPrisma({ kind: "postgres", originalCode: "53100" }))?.message).toMatch(/disk is full/);
});

it("a database that is away is told as such", () => {
  for (const error of [
    postgres("57P03", "the database system is starting up"),
    postgres("ECONNREFUSED", ""),
    new Error("Connection terminated unexpectedly"),
    byPrisma({ kind: "DatabaseNotReachable" }),
  ]) {
    expect(toldTrouble(error)).toMatchObject({
      code: "unavailable",
      message: expect.stringMatching(/does not answer/),
    });
  }
});

it("a defect of ours is no trouble of the database", () => {
  expect(toldTrouble(postgres("42703", 'column "nmae" does not exist'))).toBeNull();
  expect(toldTrouble(new TypeError("Cannot read properties of undefined (reading 'connection')"))).toBeNull();
});
