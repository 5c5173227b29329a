import { describe, expect, it } from "vitest";
import { listHref, readListParams } from "./list-address.ts";

describe("listHref", () => {
  it("keeps what is asked, drops the cursor, and applies the change", () => {
    const params = { q: "a b", after: "x", before: "y", organization: "org_1" };
    expect(listHref("/users", params, { organization: undefined })).toBe("/users?q=a+b");
    expect(listHref("/users", params, { after: "z" })).toBe("/users?q=a+b&after=z&organization=org_1");
    expect(listHref("/users", {})).toBe("/users");
  });
});

describe("readListParams", () => {
  it("takes the first of several and nothing for empty", async () => {
    expect(await readListParams(Promise.resolve({ q: "", tab: ["a", "b"] }))).toEqual({
      q: undefined,
      tab: "a",
    });
  });
});
