import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { baseSlug, slugSuffix } from "./organization-slugs.ts";

describe("baseSlug", { timeout: 60_000 }, () => {
  it.each([
    ["Acme, Inc.", "acme-inc"],
    ["Acme Inc", "acme-inc"],
    ["株式会社アクメ", "zhushihuisheakume"],
    ["Общество", "obshchestvo"],
    ["Café Müller & Søn", "cafe-muller-son"],
    ["Cafe\u0301", "cafe"],
    ["Joe’s Diner", "joes-diner"],
    ["  --Acme--  ", "acme"],
    ["365", "365"],
    ["شركة", "shrkh"],
  ])("makes of %s %s", (name, slug) => {
    expect(baseSlug(name, "org_1")).toBe(slug);
  });

  it("falls back to the source id when the name leaves nothing", () => {
    expect(baseSlug("***", "org_01EHZNVPK3SFK441A1RGBFSHRT")).toBe("org-01ehznvpk3sfk441a1rgbfshrt");
    expect(baseSlug("", "***")).toMatch(/^org-[a-z0-9]{6}$/);
  });

  it("always gives a slug that a decision could name", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 300 }),
        fc.string({ unit: "binary" }),
        (name, sourceId) => {
          const slug = baseSlug(name, sourceId);
          expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
          expect(slug.length).toBeLessThanOrEqual(48);
        },
      ),
    );
  });
});

describe("slugSuffix", () => {
  it("never changes: slugs of finished imports depend on it", () => {
    expect(slugSuffix("org_01EHZNVPK3SFK441A1RGBFSHRT")).toBe("q5zk0d");
  });

  it("tells 20,000 neighbouring ids apart", () => {
    const suffixes = new Set<string>();
    for (let i = 0; i < 20_000; i++) suffixes.add(slugSuffix(`org_01EHZNVPK3SFK441A1RGB${i}`));
    expect(suffixes.size).toBeGreaterThan(19_990);
    for (const suffix of suffixes) expect(suffix).toMatch(/^[a-z0-9]{6}$/);
  });
});
