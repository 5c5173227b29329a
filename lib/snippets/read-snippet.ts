import { readFile } from "node:fs/promises";
import path from "node:path";

/** Scripts that build a bundle. The page shows exactly the file, and the test runs exactly the file. */
export const snippetFiles = ["workos-bundle.sh", "workos-bundle.mjs"] as const;
export type SnippetFile = (typeof snippetFiles)[number];

/** The text of a snippet. The server runs in the checkout's root, where `lib` is. */
export function readSnippet(file: SnippetFile): Promise<string> {
  return readFile(path.join(process.cwd(), "lib", "snippets", file), "utf8");
}
