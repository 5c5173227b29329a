import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalizeDomain } from "./normalize-domain.ts";

describe("normalizeDomain", { timeout: 60_000 }, () => {
  it.each([
    [" Acme.COM. ", "acme.com"],
    ["r3---sn.example.com", "r3---sn.example.com"],
    ["bücher.example", "xn--bcher-kva.example"],
    ["BÜCHER.example", "xn--bcher-kva.example"],
    ["XN--BCHER-KVA.example", "xn--bcher-kva.example"],
    ["пример.рф", "xn--e1afmkfd.xn--p1ai"],
    ["faß.de", "xn--fa-hia.de"],
    ["localhost", "localhost"],
  ])("writes %j as %j", (domain, normalized) => {
    expect(normalizeDomain(domain)).toBe(normalized);
  });

  it.each([
    "",
    ".",
    "com",
    "acme",
    "acme..com",
    ".acme.com",
    "acme.com..",
    "-acme.com",
    "acme-.com",
    "ac me.com",
    "ac_me.com",
    "*.acme.com",
    "https://acme.com",
    "acme.com/path",
    "acme.com:443",
    "someone@acme.com",
    "10.0.0.1",
    "::1",
    "xn--a.com",
    "xn--zz-.com",
    `${"a".repeat(64)}.com`,
    `${"abcdefgh.".repeat(30)}com`,
    "a".repeat(5000),
  ])("refuses %j", (domain) => {
    expect(normalizeDomain(domain)).toBeNull();
  });

  it("is idempotent", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.domain(),
          fc.string({ unit: "grapheme" }).map((label) => `${label}.com`),
        ),
        (domain) => {
          const normalized = normalizeDomain(domain);
          if (normalized !== null) expect(normalizeDomain(normalized)).toBe(normalized);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
