import { describe, expect, it } from "vitest";
import { wrapLines } from "./wrap-lines.ts";

describe("wrapLines", () => {
  it("breaks at spaces and indents what follows as the line is", () => {
    expect(wrapLines("  one two three\n\nfour", 10)).toBe("  one two\n  three\n\nfour");
  });

  it("leaves lines that fit, columns of a table, and words without a space", () => {
    const text = "  a    b  c\n  0123456789abcdef";
    expect(wrapLines(text, 11)).toBe(text);
  });

  it("counts what is seen: no colours, and wide characters as two", () => {
    expect(wrapLines("\u001b[1mone\u001b[22m two", 7)).toBe("\u001b[1mone\u001b[22m two");
    expect(wrapLines("株式 会社", 8)).toBe("株式\n会社");
  });

  it("leaves everything as it is where there is no terminal", () => {
    expect(wrapLines("one two three", undefined)).toBe("one two three");
  });
});
