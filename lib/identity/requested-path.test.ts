import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safeNextPath } from "./requested-path.ts";

describe("safeNextPath", () => {
  it.each(["/migrate/workos?tab=2", "/users/user_1", "/settings/team?next=%2F%2Fevil"])(
    "keeps %s",
    (path) => {
      expect(safeNextPath(path)).toBe(path);
    },
  );

  it.each([
    null,
    "",
    "migrate",
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/..//evil.example",
    "/.//evil.example",
    "javascript:alert(1)",
    "/sign-in?next=/sign-in",
    "/setup",
    "/api/auth/sign-out",
  ])("leads home instead of to %j", (path) => {
    expect(safeNextPath(path)).toBe("/migrate");
  });

  it("never leads to another site, as a browser reads it", () => {
    const piece = fc.constantFrom(
      "/",
      "\\",
      "//",
      "..",
      ".",
      "\t",
      "\n",
      "@",
      ":",
      "?",
      "#",
      "evil.example",
      "https:",
      "%2f",
      " ",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const path = safeNextPath(pieces.join(""));
        expect(path.startsWith("/")).toBe(true);
        expect(new URL(path, "https://ours.example/sign-in").origin).toBe("https://ours.example");
      }),
      { numRuns: 2000 },
    );
  });
});
