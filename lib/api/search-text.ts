/** What somebody typed as the lower-case text that searches look for; empty when nothing was typed. */
export function searchText(typed: string | undefined): string {
  return typed?.normalize("NFC").trim().toLowerCase().replaceAll("\0", "") ?? "";
}
