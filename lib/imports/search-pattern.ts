import { searchText } from "../api/search-text.ts";

/**
 * A `LIKE` pattern that finds what somebody typed anywhere in a lower-case text, with `%`, `_` and `\` taken as
 * they are. Null when nothing was typed.
 */
export function searchPattern(typed: string | undefined): string | null {
  const text = searchText(typed);
  return text === "" ? null : `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}
