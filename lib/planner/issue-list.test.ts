import { describe, expect, it } from "vitest";
import { IssueList } from "./issue-list.ts";

const issue = (code: "domain_invalid" | "slug_taken" | "role_custom", sourceId: string) =>
  ({ code, kind: "organizations", sourceId, message: `About ${sourceId}.` }) as const;
const numbered = (count: number) => Array.from({ length: count }, (_, n) => String(n).padStart(6, "0"));

describe("IssueList", { timeout: 30_000 }, () => {
  it("orders by severity, code and source id, whatever came first", () => {
    const list = new IssueList();
    for (const [code, id] of [
      ["role_custom", "a"],
      ["domain_invalid", "b"],
      ["slug_taken", "z"],
      ["domain_invalid", "a"],
    ] as const) {
      list.add(issue(code, id));
    }
    const { issues, counts } = list.finish();
    expect(issues.map(({ code, sourceId }) => `${code} ${sourceId}`)).toEqual([
      "slug_taken z",
      "domain_invalid a",
      "domain_invalid b",
      "role_custom a",
    ]);
    expect(counts).toEqual({ blocker: 1, warning: 2, info: 1 });
  });

  it("keeps the first 10,000 of a code by source id, counts the rest, and does not care in which order they came", () => {
    const ids = numbered(25_000);
    const finish = (order: readonly string[]) => {
      const list = new IssueList();
      for (const id of order) list.add(issue("domain_invalid", id));
      return list.finish();
    };
    const { issues, counts } = finish(ids);
    expect(counts.warning).toBe(25_000);
    expect(issues).toHaveLength(10_001);
    expect(issues[0]).toMatchObject({ sourceId: null, details: { more: 15_000 } });
    expect(issues.slice(1).map(({ sourceId }) => sourceId)).toEqual(ids.slice(0, 10_000));
    expect(finish(ids.toReversed())).toEqual({ issues, counts });
  });

  it("never drops a blocker: each must be resolved", () => {
    const list = new IssueList();
    for (const id of numbered(25_000)) list.add(issue("slug_taken", id));
    expect(list.finish().issues).toHaveLength(25_000);
  });
});
