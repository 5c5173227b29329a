import { describe, expect, it } from "vitest";
import {
  allSelected,
  groupsOf,
  isSelected,
  noSelection,
  reachOf,
  select,
  sizeOf,
  toggle,
} from "./merge-selection.ts";

const a = { emailKey: "a@b.co", flags: ["unverified" as const] };
const b = { emailKey: "b@b.co", flags: [] };
const filter = { flags: [], q: "b.co" };
const counts = { total: 50_000, flags: { unverified: 300 } };

describe("marked groups", () => {
  it("are those that were marked, one by one or a range at a time", () => {
    const one = toggle(noSelection, a);
    expect(isSelected(one, "a@b.co")).toBe(true);
    expect(isSelected(one, "b@b.co")).toBe(false);
    expect(toggle(one, a)).toEqual(noSelection);
    const range = select(one, [a, b]);
    expect(sizeOf(range, counts)).toEqual({ groups: 2, unverified: 1 });
    expect(groupsOf(range, filter, "hash")).toEqual({ keys: ["a@b.co", "b@b.co"] });
  });

  it("are all that match but those that were taken out, loaded or not", () => {
    const without = toggle(allSelected, a);
    expect(isSelected(without, "a@b.co")).toBe(false);
    expect(isSelected(without, "never@loaded.co")).toBe(true);
    expect(sizeOf(without, counts)).toEqual({ groups: 49_999, unverified: 299 });
    expect(groupsOf(without, filter, "hash")).toEqual({ filter, except: ["a@b.co"], planHash: "hash" });
    expect(select(without, [a, b])).toEqual(allSelected);
  });

  it("can be held as far as there is an unverified row", () => {
    expect(reachOf("hold", { groups: 37, unverified: 30 })).toBe(30);
    expect(reachOf("split", { groups: 37, unverified: 30 })).toBe(37);
  });
});
