import type { Address } from "./resources.ts";
import { WorkosError } from "./workos-error.ts";

/** What one answer holds. */
export type AnswerPage = {
  records: Record<string, unknown>[];
  /** Cursor of the next page; null on the last. */
  after: string | null;
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Takes an answer of the API apart: an envelope `{data, list_metadata}`, a bare list, or one record. Entries that are
 * no objects are left out: nothing could be made of them.
 *
 * @throws WorkosError `refused` for anything else
 */
export function readAnswer({ path, isRecord }: Address, body: unknown): AnswerPage {
  if (isRecord && isObject(body)) return { records: [body], after: null };
  const data = isObject(body) ? body.data : body;
  if (!Array.isArray(data)) {
    throw new WorkosError(
      "refused",
      `The answer of WorkOS to ${path} is no list.`,
      "Check WORKOS_API_URL if it is set; else pull again.",
    );
  }
  const metadata = isObject(body) && isObject(body.list_metadata) ? body.list_metadata : {};
  const { after } = metadata;
  return { records: data.filter(isObject), after: typeof after === "string" && after !== "" ? after : null };
}
