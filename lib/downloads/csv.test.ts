import { describe, expect, it } from "vitest";
import { csvLine } from "./csv.ts";

describe("csvLine", () => {
  it("defuses whatever a spreadsheet would run", () => {
    const formulas = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"];
    for (const formula of formulas) expect(csvLine([formula])).toMatch(/^"?'/);
    expect(csvLine(['=HYPERLINK("http://evil.example","click")'])).toBe(
      `"'=HYPERLINK(""http://evil.example"",""click"")"\r\n`,
    );
  });

  it("leaves the same characters alone inside a cell", () => {
    expect(csvLine(["a=b", "ada+tag@example.com", "2-1"])).toBe("a=b,ada+tag@example.com,2-1\r\n");
  });

  it("quotes commas, quotes and line breaks, and keeps numbers numbers", () => {
    expect(csvLine(["Acme, Inc.", 'say "hi"', "two\nlines", -5, 7n, null, ""])).toBe(
      `"Acme, Inc.","say ""hi""","two\nlines",-5,7,,\r\n`,
    );
  });
});
