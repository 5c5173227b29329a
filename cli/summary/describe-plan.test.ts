import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { noDecisions } from "../../lib/planner/decisions.ts";
import { planMigration } from "../../lib/planner/plan-migration.ts";
import { openBundle } from "../../lib/sources/bundle/read-bundle.ts";
import { describePlan } from "./describe-plan.ts";

const plain = (_style: unknown, text: string) => text;

async function describeBundle(bytes: Buffer): Promise<string> {
  const source = openBundle([
    {
      name: "workos.json",
      sizeBytes: bytes.length,
      async *open() {
        yield bytes;
      },
    },
  ]);
  const plan = await planMigration(source, noDecisions);
  return describePlan(plan, source.report(), plain);
}

describe("describePlan", () => {
  it("tells the merges first, then counts, roles, issues, reading problems and what stays behind", async () => {
    const sample = path.resolve(import.meta.dirname, "../../public/sample/workos.json");
    const text = await describeBundle(readFileSync(sample));
    const titles = text.split("\n").filter((line) => /^\S/.test(line));
    expect(titles).toEqual([
      expect.stringMatching(/^workos: merged \d+ duplicate-email users into \d+ Authio users/),
      "What would be imported",
      "Roles",
      "Issues",
      "Found while reading",
      "What does not move",
    ]);
    expect(text).toMatch(/Organizations +18 +18\n/);
    expect(text).toMatch(/support-lead +→ +support-lead .* kept as a custom role/);
    expect(text).toContain("✗ blocker  1 × Two different custom roles meet in one membership");
    expect(text).toContain("workos.json: users[237].email: not an address");
    expect(text).toContain("not a list of ours, skipped: exported_by");
  });

  it("says so when a bundle holds nothing", async () => {
    const text = await describeBundle(Buffer.from('{"users": []}'));
    expect(text).toContain("nothing was merged");
    expect(text).toContain("Nothing: the bundle holds no records.");
  });
});
