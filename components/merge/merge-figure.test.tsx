import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { MergeFigure } from "./merge-figure.tsx";

const draw = (records: number, people: number) =>
  renderToStaticMarkup(<MergeFigure records={records} people={people} />);

describe("the merge counter", () => {
  it("says the guide's sentence to those who don't see the drawing", () => {
    expect(draw(47, 23)).toContain("47 records become 23 people");
    expect(draw(2, 1)).toContain("2 records become 1 person");
  });

  it("draws every record of a few, and the proportion of many", () => {
    expect(draw(5, 2).match(/<path/g)).toHaveLength(5);
    const many = draw(200_000, 100_000);
    expect(many.match(/<path/g)).toHaveLength(18);
    expect(many.match(/fill-primary/g)).toHaveLength(9);
  });

  it("draws nothing where nothing merges", () => {
    expect(draw(0, 0)).toContain("No two records share an address");
  });
});
