/**
 * Text from a bundle or a database, safe to print: names may hold escape sequences that would move a terminal's
 * cursor, or characters that turn the reading direction.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, " ");
}
