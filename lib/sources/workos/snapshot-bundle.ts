import type { PullResource } from "../../api/pull.ts";
import type { BundleFile } from "../bundle/bundle-file.ts";
import type { LaneEnd } from "./pull-store.ts";

/** Between two records, and between two pages of them. */
export const recordSeparator = ",\n";

/** What was pulled of one resource. */
export type SnapshotList = {
  resource: PullResource;
  end: LaneEnd;
  /** Its records as JSON, `recordSeparator` between them, cut anywhere between two records. */
  pages(): AsyncIterable<Uint8Array>;
};

/** The records of one page, as a store keeps them. */
export function pageText(records: readonly Record<string, unknown>[]): string {
  return records.map((record) => JSON.stringify(record)).join(recordSeparator);
}

/**
 * What was pulled with one key, as a bundle: each list as the API would answer it, were its pages not limited. A list
 * that could not be followed to its end names a next page, so that nobody takes what it lacks for removed; one that
 * the key may not read is left out.
 */
export function snapshotBundle(
  name: string,
  lists: readonly SnapshotList[],
  sizeBytes: number | null,
): BundleFile {
  return { name, sizeBytes, open: () => bundleBytes(lists.filter(({ end }) => end !== "forbidden")) };
}

async function* bundleBytes(lists: readonly SnapshotList[]): AsyncGenerator<Uint8Array> {
  let before = "{";
  for (const { resource, end, pages } of lists) {
    yield Buffer.from(`${before}\n"${resource}":{"object":"list","data":[\n`);
    let isFirst = true;
    for await (const page of pages()) {
      if (page.length === 0) continue;
      if (!isFirst) yield Buffer.from(recordSeparator);
      isFirst = false;
      yield page;
    }
    const after = end === "done" ? null : "incomplete";
    yield Buffer.from(`\n],"list_metadata":${JSON.stringify({ before: null, after })}}`);
    before = ",";
  }
  yield Buffer.from(before === "{" ? "{}\n" : "\n}\n");
}
