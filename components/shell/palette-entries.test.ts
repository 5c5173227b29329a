import { describe, expect, it } from "vitest";
import { paletteEntries } from "./palette-entries.ts";

describe("paletteEntries", () => {
  it("lists every place while nothing is typed, and no search", () => {
    const labels = paletteEntries(" ").map((entry) => entry.label);
    expect(labels).toContain("Users");
    expect(labels.some((label) => label.startsWith("Search"))).toBe(false);
  });

  it("puts matching places before searches, and carries the text into the address unharmed", () => {
    const entries = paletteEntries("Aud");
    expect(entries[0]?.label).toBe("Audit");
    expect(paletteEntries("a&b=c").map((entry) => entry.href)).toContain("/users?q=a%26b%3Dc");
  });
});
