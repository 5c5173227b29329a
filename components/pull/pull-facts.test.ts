import { describe, expect, it } from "vitest";
import type { PullLane } from "@/lib/api/pull.ts";
import { laneStatus, lanesByKey, laneTotals, whatFollows } from "./pull-facts.ts";

const lane = (resource: PullLane["resource"], more: Partial<PullLane> = {}): PullLane => ({
  keyPosition: 0,
  resource,
  state: "pulling",
  records: 0,
  requests: 0,
  tasks: 0,
  tasksDone: 0,
  waitingUntil: null,
  problem: null,
  ...more,
});
const members = lane("organization_memberships", { tasks: 1200, tasksDone: 300 });

describe("how far a lane is", () => {
  it("draws no share of a list whose length nobody knows", () => {
    expect(laneStatus(lane("users"), [], "moving")).toEqual({ share: null, text: "Page by page" });
  });

  it("draws a share once all parents are known, whatever became of their lane", () => {
    for (const state of ["done", "incomplete"] as const) {
      const lanes = [lane("organizations", { state }), members];
      expect(laneStatus(members, lanes, "moving")).toEqual({
        share: 0.25,
        text: "300 of 1,200 organizations",
      });
    }
    const lanes = [lane("organizations"), members];
    expect(laneStatus(members, lanes, "moving")).toEqual({
      share: null,
      text: "300 of 1,200 organizations so far",
    });
  });

  it("counts organizations where only some are wanted", () => {
    const users = lane("users", { tasks: 4, tasksDone: 1 });
    expect(laneStatus(users, [users], "moving")).toEqual({ share: 0.25, text: "1 of 4 organizations" });
  });

  it("says what a lane that has not begun waits for", () => {
    const waiting = lane("directory_users", { state: "waiting" });
    expect(laneStatus(waiting, [lane("directories")], "moving").text).toBe("Comes with the directories");
    expect(laneStatus(waiting, [lane("directories", { state: "done" })], "moving").text).toBe("Not begun");
  });

  it("stands still in words as soon as the pull does", () => {
    const lanes = [lane("organizations", { state: "done" }), members];
    expect(laneStatus(members, lanes, "paused").text).toBe("Paused, 300 of 1,200 organizations");
    expect(laneStatus(lane("users"), lanes, "over").text).toBe("Stopped");
  });
});

describe("what a pull lacks", () => {
  it("is said to remove nothing", () => {
    expect(whatFollows(lane("users", { state: "forbidden" }))).toMatch(/nothing of this kind is removed/);
    expect(whatFollows(lane("users", { state: "incomplete" }))).toMatch(/not taken for removed/);
    expect(whatFollows(lane("users", { state: "done" }))).toBeNull();
  });
});

it("counts what belongs to a key under that key", () => {
  const pull = {
    options: { organizations: null, extras: [] },
    keys: [
      { display: "sk_live_…a1b2", isWiped: false },
      { display: "sk_test_…c3d4", isWiped: true },
    ],
    lanes: [
      lane("users", { records: 3, requests: 1 }),
      lane("users", { keyPosition: 1, records: 5, requests: 2 }),
      lane("organizations", { keyPosition: 1, records: 7, requests: 4 }),
    ],
    merge: { rows: 0, people: 0, mergedRows: 0, mergedPeople: 0 },
    pulledAt: null,
  };
  expect(lanesByKey(pull).map(({ lanes }) => laneTotals(lanes))).toEqual([
    { records: 3, requests: 1 },
    { records: 12, requests: 6 },
  ]);
});
