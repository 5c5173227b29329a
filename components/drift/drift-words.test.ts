import { describe, expect, it } from "vitest";
import type { Drift } from "@/lib/api/drift.ts";
import { changeCounts, changeWords, fewerMemberships } from "./drift-words.ts";

const change = {
  userId: null,
  label: "alice@example.com",
  change: "joined",
  from: null,
  to: "admin",
  reason: "new_person",
  sourceIds: [],
} as const;
const organization: Drift["items"][number] = {
  organizationId: "org_1",
  sourceId: "o1",
  name: "Acme",
  members: 12,
  joined: 3,
  left: 1,
  role: 1,
  status: 0,
  merged: 0,
  sources: 0,
  folded: 2,
  held: 1,
  people: [],
  morePeople: 0,
};

describe("words for drift", () => {
  it("say who joined, left or changed, and that it is only planned", () => {
    expect(changeWords({ ...change, sourceIds: [] }, true)).toBe("joined as admin, new to the directory");
    expect(changeWords({ ...change, sourceIds: [], reason: "known_person" }, false)).toBe(
      "joins as admin, known from elsewhere",
    );
    const left = {
      ...change,
      sourceIds: [],
      change: "left",
      from: "member",
      to: null,
      reason: "person_gone",
    } as const;
    expect(changeWords({ ...left, sourceIds: [] }, true)).toBe(
      "left, was member: the person is gone at WorkOS",
    );
    const role = { ...left, change: "role", from: "member", to: "admin", reason: null } as const;
    expect(changeWords({ ...role, sourceIds: [] }, true)).toBe("role member → admin");
  });

  it("count what changed and explain what is fewer", () => {
    expect(changeCounts(organization)).toEqual(["+3 joined", "−1 left", "1 role changed"]);
    expect(fewerMemberships(organization)).toBe(
      "Fewer than at WorkOS: 2 memberships folded into another of the same person, 1 membership held until somebody decides.",
    );
    expect(fewerMemberships({ ...organization, folded: 0, held: 0 })).toBeNull();
  });
});
