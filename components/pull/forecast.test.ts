import { describe, expect, it } from "vitest";
import type { ProbeResult } from "@/lib/api/pull.ts";
import { countUsers, readIds, sumForecasts } from "./forecast.ts";

const probe = (records: number | null, isAtLeast = false): ProbeResult => ({
  display: "sk_live_…a1b2",
  environment: "live",
  resources: [{ resource: "users", access: "readable", records, isAtLeast, message: null }],
  forecast: { requests: 0, seconds: 0, isAtLeast, bottleneck: "" },
});

describe("the forecast of several keys", () => {
  it("adds calls up, and takes as long as the slowest", () => {
    expect(
      sumForecasts([
        { requests: 10, seconds: 60, isAtLeast: false, bottleneck: "users" },
        { requests: 20, seconds: 90, isAtLeast: true, bottleneck: "directories" },
        { requests: 5, seconds: 1, isAtLeast: false, bottleneck: "nothing" },
      ]),
    ).toEqual({ requests: 35, seconds: 90, isAtLeast: true, bottleneck: "directories" });
  });

  it("is none without a key", () => {
    expect(sumForecasts([])).toBeNull();
  });
});

describe("the users that extras are asked for", () => {
  it("are at least so many where a key was not counted to the end, or not at all", () => {
    expect(countUsers([probe(40), probe(2)])).toEqual({ users: 42, isAtLeast: false });
    expect(countUsers([probe(40), probe(100, true)])).toEqual({ users: 140, isAtLeast: true });
    expect(countUsers([probe(40), probe(null)])).toEqual({ users: 40, isAtLeast: true });
    expect(countUsers([probe(null)])).toBeNull();
  });
});

it("reads ids however they were listed, each once", () => {
  expect(readIds(" org_1, org_2\norg_3;org_1\n\n")).toEqual(["org_1", "org_2", "org_3"]);
});
