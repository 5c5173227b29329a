import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { MergeCounter } from "./merge-counter.tsx";

const show = (rows: number, people: number, mergedRows: number, mergedPeople: number) =>
  renderToStaticMarkup(<MergeCounter merge={{ rows, people, mergedRows, mergedPeople }} />);

describe("the merge counter of a pull", () => {
  it("says the same to those who don't see it tick", () => {
    expect(show(239, 209, 53, 23)).toContain("53 rows that share an address become 23 people");
    expect(show(239, 209, 53, 23)).toContain("239 users so far, 209 people after merging by e-mail");
  });

  it("draws nothing before two rows share an address, and says so", () => {
    expect(show(0, 0, 0, 0)).not.toContain("<path");
    expect(show(100, 100, 0, 0)).toContain("100 users so far, and no two share an address");
  });
});
