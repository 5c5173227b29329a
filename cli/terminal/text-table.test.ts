import { describe, expect, it } from "vitest";
import { printable } from "./printable.ts";
import { formatCount, textTable } from "./text-table.ts";

describe("textTable", () => {
  it("puts numbers to the right, under their heading, with thousands apart", () => {
    expect(
      textTable([
        ["", "planned"],
        ["People", 1_234_567],
        ["Roles", 2],
      ]),
    ).toEqual(["            planned", "  People  1,234,567", "  Roles           2"]);
  });

  it("aligns names that take two columns a character", () => {
    expect(
      textTable([
        ["株式会社", "x"],
        ["Acme", "y"],
      ]),
    ).toEqual(["  株式会社  x", "  Acme      y"]);
  });
});

it("formats counts from zero to millions", () => {
  expect([0, 999, 1_000, 100_000, 1_000_000].map(formatCount)).toEqual([
    "0",
    "999",
    "1,000",
    "100,000",
    "1,000,000",
  ]);
});

it("lets no name move a terminal's cursor or turn its text around", () => {
  expect(printable("Acme\u001b[2J\u0007 \u202eevil\u2066\n")).toBe("Acme [2J   evil  ");
});
