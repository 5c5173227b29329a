/**
 * A `LIKE` pattern that finds what somebody typed anywhere in a lower-case text, with `%`, `_` and `\` taken as
 * they are. Null when nothing was typed.
 */
export function searchPattern(typed: string | undefined): string | null {
  const text = typed?.normalize("NFC").trim().toLowerCase().replaceAll("\0", "") ?? "";
  return text === "" ? null : `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}
