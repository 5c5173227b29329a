import { describe, expect, it } from "vitest";
import { searchPattern } from "./search-pattern.ts";

describe("searchPattern", () => {
  it("looks for wildcards as they were typed", () => {
    expect(searchPattern("50%_a\\b")).toBe("%50\\%\\_a\\\\b%");
  });

  it("folds case, trims, and is nothing where nothing was typed", () => {
    expect(searchPattern("  Ärger ")).toBe("%ärger%");
    expect(searchPattern(" \0 ")).toBeNull();
    expect(searchPattern(undefined)).toBeNull();
  });
});
