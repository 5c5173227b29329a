import { describe, expect, it } from "vitest";
import type { KindProgress } from "@/lib/api/contract.ts";
import { runChanges } from "./run-changes.ts";

const progress = (values: Partial<KindProgress>): KindProgress => ({
  kind: "user",
  planned: 10,
  processed: 10,
  created: 0,
  updated: 0,
  unchanged: 0,
  removed: 0,
  skipped: 0,
  failed: 0,
  kept: 0,
  startedAt: null,
  finishedAt: null,
  ...values,
});

describe("what a run changed", () => {
  it("names the kinds that changed and how, and no others", () => {
    const kinds = [
      progress({ kind: "organization", unchanged: 9 }),
      progress({ kind: "user", created: 1200, removed: 1, updated: 2 }),
      progress({ kind: "membership", failed: 1, skipped: 2 }),
    ];
    expect(runChanges(kinds)).toBe("People +1,200 −1 ~2, Memberships 3 not taken along");
    expect(runChanges([])).toBe("");
  });
});
