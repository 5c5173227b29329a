import { describe, expect, it } from "vitest";
import { importStates } from "@/lib/api/contract.ts";
import { currentPage, type Standing, stepHref } from "./wizard-steps.ts";

const standing = (state: Standing["state"], more: Partial<Standing> = {}): Standing => ({
  state,
  plannedAt: null,
  startedAt: null,
  ...more,
});

describe("where an import stands in the wizard", () => {
  it.each(importStates)("%s has a page that its own stepper leads to", (state) => {
    const isRun = ["applying", "paused", "complete", "complete_with_errors", "failed"].includes(state);
    const here = standing(state, isRun ? { plannedAt: "t", startedAt: "t" } : {});
    const page = currentPage(here);
    const step = page === "review" ? "upload" : page;
    expect(stepHref(step, "imp_1", here)).not.toBeNull();
  });

  it("sends a failed reading back to its files, not to a summary of nothing", () => {
    expect(currentPage(standing("failed"))).toBe("upload");
    expect(stepHref("summary", "imp_1", standing("failed"))).toBeNull();
  });

  it("offers nothing to confirm before there is a plan", () => {
    expect(stepHref("confirm", "imp_1", standing("draft"))).toBeNull();
    expect(stepHref("confirm", "imp_1", standing("planning"))).toBeNull();
    expect(stepHref("confirm", "imp_1", standing("review"))).toBe("/migrate/workos/imp_1/confirm");
  });

  it("leads step two to the plan as soon as there is one", () => {
    expect(stepHref("upload", "imp_1", standing("draft"))).toBe("/migrate/workos/imp_1/upload");
    expect(stepHref("upload", "imp_1", standing("complete", { plannedAt: "t", startedAt: "t" }))).toBe(
      "/migrate/workos/imp_1/review",
    );
  });

  it("escapes what stands in the address", () => {
    expect(stepHref("upload", "a/b", standing("draft"))).toBe("/migrate/workos/a%2Fb/upload");
  });
});
