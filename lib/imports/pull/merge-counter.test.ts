import { describe, expect, it } from "vitest";
import { MergeCounter } from "./merge-counter.ts";

const user = (id: number, email: string | null) => ({ id: `user_${id}`, email });

describe("the merge counter", () => {
  it("counts rows that share an address, by the planner's key, and the people they become", () => {
    const counter = new MergeCounter({ organizations: null });
    counter.add([user(1, "a@x.com"), user(2, "b@x.com"), user(3, null), user(4, "no address")]);
    expect(counter.counts()).toEqual({ rows: 4, people: 4, mergedRows: 0, mergedPeople: 0 });
    counter.add([user(5, "A@X.com "), user(6, "a+tag@x.com")]);
    expect(counter.counts()).toEqual({ rows: 6, people: 5, mergedRows: 2, mergedPeople: 1 });
    counter.add([user(7, "a@x.com"), user(8, "B@x.com"), user(9, null)]);
    expect(counter.counts()).toEqual({ rows: 9, people: 6, mergedRows: 5, mergedPeople: 2 });
  });

  it("counts nobody twice where users are listed by organization", () => {
    const counter = new MergeCounter({ organizations: ["org_1", "org_2"] });
    counter.add([user(1, "a@x.com"), user(2, "b@x.com")]);
    counter.add([user(2, "b@x.com"), user(3, "A@x.com")]);
    expect(counter.counts()).toEqual({ rows: 3, people: 2, mergedRows: 2, mergedPeople: 1 });
  });
});
