import { describe, expect, it } from "vitest";
import type { PlannedOrganization, PlannedRole } from "../../planner/planned-records.ts";
import { ordinalsPerChunk, parseStagedText, type StagingRows, stagedText } from "./staged-chunk.ts";

const role = (slug: string, description: string | null): PlannedRole => ({
  slug,
  name: "Any",
  description,
  organizationSourceId: null,
  permissions: [],
});

const organization = (sourceId: string, ...domains: string[]): PlannedOrganization => ({
  sourceId,
  name: sourceId,
  slug: sourceId,
  slugAlternate: `${sourceId}-2`,
  externalId: null,
  stripeCustomerId: null,
  metadata: {},
  createdAt: 0,
  domains: domains.map((domain) => ({ domain, state: "verified", isShared: false })),
});

const textOf = ({ pieces }: StagingRows<Buffer | string>) => [...pieces].join("");
const linesOf = (table: StagingRows | undefined) => (table ? textOf(table).split("\n").slice(0, -1) : []);

describe("a chunk as text", () => {
  it("gives each staging table its rows, numbered by the chunk", () => {
    const records = [organization("org_1", "a.com", "b.com"), organization("org_2")];
    const chunk = parseStagedText("organization", stagedText("organization", records, 3));
    expect(chunk?.firstOrdinal).toBe(3 * ordinalsPerChunk);
    const [own, domains] = chunk?.tables ?? [];
    expect(own?.table).toBe("in_organizations");
    expect(own?.columns.slice(0, 3)).toEqual(["ordinal", "source_ids", "label"]);
    expect(linesOf(own).map((line) => line.split("\t").slice(0, 3))).toEqual([
      ["3000000", '{"org_1"}', "org_1"],
      ["3000001", '{"org_2"}', "org_2"],
    ]);
    expect(domains?.table).toBe("in_organization_domains");
    expect(linesOf(domains).map((line) => line.split("\t").slice(0, 2))).toEqual([
      ["3000000", "a.com"],
      ["3000000", "b.com"],
    ]);
  });

  it("takes no value for an end, and keeps tables without rows", () => {
    const nasty = "\\.\n\\.\r\n\tCOPY in_roles () FROM stdin;\n\0";
    const none = parseStagedText("organization", stagedText("organization", [organization("org_1")], 0));
    expect(none?.tables.map((table) => linesOf(table).length)).toEqual([1, 0]);
    const chunk = parseStagedText("role", stagedText("role", [role("one", nasty), role("two", null)], 0));
    expect(linesOf(chunk?.tables[0])).toHaveLength(2);
    expect(textOf(chunk?.tables[0] as StagingRows)).toContain(
      "\\\\.\\n\\\\.\\r\\n\\tCOPY in_roles () FROM stdin;\\n\uFFFD",
    );
  });

  it("quotes the values of a list, then escapes the list", () => {
    const quoting = { ...role("one", null), permissions: ['a"b', "c\\d", "e\tf"] };
    const chunk = parseStagedText("role", stagedText("role", [quoting], 0));
    expect(linesOf(chunk?.tables[0])[0]).toContain(String.raw`{"a\\"b","c\\\\d","e\tf"}`);
  });

  it("comes in pieces that are the whole", () => {
    const records = Array.from({ length: 2_000 }, (_, nth) => role(`role-${nth}`, "é".repeat(200)));
    const rows = parseStagedText("role", stagedText("role", records, 0))?.tables[0];
    const pieces = [...(rows?.pieces ?? [])] as Buffer[];
    expect(pieces.length).toBeGreaterThan(3);
    const lines = Buffer.concat(pieces).toString().split("\n");
    expect(lines).toHaveLength(2_001);
    expect(lines[1_999]).toContain("role-1999");
  });

  it("is not read as rows of other tables or columns, nor when something is missing", () => {
    const text = stagedText("organization", [organization("org_1", "a.com")], 0);
    expect(parseStagedText("role", text)).toBeNull();
    expect(
      parseStagedText("organization", Buffer.from(text.toString().replace(", slug,", ", nickname,"))),
    ).toBeNull();
    for (const length of [0, 40, text.length - 1]) {
      expect(parseStagedText("organization", text.subarray(0, length))).toBeNull();
    }
    expect(parseStagedText("organization", Buffer.concat([text, Buffer.from("x")]))).toBeNull();
  });

  it("numbers as many chunks as an ordinal has room for", () => {
    const far = parseStagedText("role", stagedText("role", [role("one", null)], 1_002));
    expect(far?.firstOrdinal).toBe(2 * ordinalsPerChunk);
  });
});
