import { describeReceived, withoutUnstorable } from "../../planner/record-fields.ts";
import { type SourceKind, sourceKinds } from "../../planner/source-records.ts";
import { BundleError, type BundleErrorCode } from "./bundle-error.ts";
import type { BundleLimits } from "./bundle-file.ts";
import { ByteCursor, EndFault, SizeFault } from "./byte-cursor.ts";
import { JsonFault } from "./json-value-scanner.ts";
import { Utf8Fault, wholeCharacters } from "./whole-characters.ts";

/** What stands in a bundle, in the order of the file. */
export type BundlePart =
  | {
      type: "records";
      kind: SourceKind;
      /** Of the list, as the file writes it: `users`, `connections`, `users.data`. */
      path: string;
      /** Index in its list of the first of `records`. */
      firstIndex: number;
      records: readonly unknown[];
    }
  /** `hasMorePages` is null for a list that does not say. */
  | { type: "list_end"; kind: SourceKind; count: number; hasMorePages: boolean | null }
  | { type: "unknown_key"; key: string };

/** A key as reports and errors name it: they are stored, and a key may be anything. */
const nameOf = (key: string) => withoutUnstorable(key.slice(0, 100));

const kindsByKey: ReadonlyMap<string, SourceKind> = new Map<string, SourceKind>([
  ...sourceKinds.map((kind) => [kind, kind] as const),
  ["connections", "sso_connections"],
  ["orgs", "organizations"],
  ["memberships", "organization_memberships"],
]);

const maxKeys = 1000;

/** Something is well-formed but not what a bundle has there. Becomes a `BundleError` with file and place. */
class FrameFault extends Error {
  override readonly name = "FrameFault";
  readonly code: BundleErrorCode;
  /** Bytes of the file before it. */
  readonly offset: number;

  constructor(code: BundleErrorCode, message: string, offset: number) {
    super(message);
    this.code = code;
    this.offset = offset;
  }
}

const expectedList = (kind: SourceKind, received: string) =>
  `expected a list of ${kind.replaceAll("_", " ")}, received ${received}`;

function describeKeys(keys: ReadonlySet<string>): string {
  if (keys.size === 0) return "the object is empty";
  const names = [...keys].slice(0, 5).map((key) => describeReceived(key));
  const listed = `${names.join(", ")}${keys.size > names.length ? ", …" : ""}`;
  const isAnswer = keys.has("data") && keys.has("object");
  const hint = isAnswer
    ? "; it looks like an answer of the API, which belongs under the key of its kind"
    : "";
  return `none of a bundle's lists is in it; its keys are ${listed}${hint}`;
}

/** Whether a `list_metadata` says that the list goes on on another page; null if it says nothing. */
function hasCursor(metadata: unknown): boolean | null {
  if (typeof metadata !== "object" || metadata === null || !("after" in metadata)) return null;
  return metadata.after !== null && metadata.after !== "";
}

class BundleSplitter {
  readonly #cursor: ByteCursor;
  #path: string | null = null;
  #isInList = false;

  constructor(cursor: ByteCursor) {
    this.#cursor = cursor;
  }

  /** Where the cursor is: `users[1841]`, `users`; null at the top level. */
  get path(): string | null {
    return this.#isInList ? `${this.#path}[${this.#cursor.elementIndex}]` : this.#path;
  }

  async *parts(): AsyncGenerator<BundlePart, void> {
    const cursor = this.#cursor;
    await cursor.skipByteOrderMark();
    await this.#enterBundle();
    const seen = new Set<string>();
    let hasList = false;
    for await (const key of this.#keys(1, seen)) {
      this.#path = nameOf(key);
      const kind = kindsByKey.get(key);
      if (kind === undefined) {
        await cursor.skipValue(1);
        yield { type: "unknown_key", key: nameOf(key) };
      } else {
        yield* this.#list(kind, key);
        hasList = true;
      }
      this.#path = null;
    }
    await this.#endFile();
    if (!hasList) throw new FrameFault("wrong_top_level", describeKeys(seen), 0);
  }

  async #enterBundle(): Promise<void> {
    const cursor = this.#cursor;
    const first = await cursor.peek();
    const start = cursor.offsetOf(cursor.position);
    if (first === -1) throw new FrameFault("empty_file", "there is nothing in it", start);
    const character = String.fromCharCode(first);
    if (character === "[")
      throw new FrameFault("wrong_top_level", "expected an object of lists, found a list", start);
    if (/["\-0-9tfn]/.test(character)) {
      // `null` is JSON, `not found` is none.
      if (/[tfn]/.test(character)) await cursor.readValue(0);
      const message = `expected an object of lists, found a value that begins with ${character}`;
      throw new FrameFault("wrong_top_level", message, start);
    }
    await cursor.take("{");
  }

  async #endFile(): Promise<void> {
    const next = await this.#cursor.peek();
    if (next === -1) return;
    const message =
      next === 0x7b
        ? "another object follows the first: one JSON object a line (NDJSON) is no bundle"
        : "something follows the end of the bundle";
    throw new FrameFault("trailing_data", message, this.#cursor.offsetOf(this.#cursor.position));
  }

  /** The keys of an object whose "{" was taken, up to and with its "}". Whoever asks takes the value of each. */
  async *#keys(depth: number, seen: Set<string>): AsyncGenerator<string, void> {
    const cursor = this.#cursor;
    if ((await cursor.peek()) === 0x7d) {
      await cursor.take("}");
      return;
    }
    do {
      if ((await cursor.peek()) !== 0x22) await cursor.take('"');
      const start = cursor.offsetOf(cursor.position);
      const key = String(await cursor.readValue(depth));
      const name = key.slice(0, 100);
      // `JSON.parse` would keep the last and drop the first without a word.
      if (seen.has(key))
        throw new FrameFault("duplicate_key", `the key ${describeReceived(name)} stands twice`, start);
      seen.add(key);
      // Keys are held in memory: a million of them are no bundle.
      if (seen.size > maxKeys) throw new FrameFault("wrong_top_level", `more than ${maxKeys} keys`, start);
      await cursor.take(":");
      yield key;
    } while ((await cursor.take(",}")) === ",");
  }

  async *#list(kind: SourceKind, key: string): AsyncGenerator<BundlePart, void> {
    const cursor = this.#cursor;
    const first = await cursor.peek();
    if (first !== 0x7b) {
      const count = yield* this.#elements(kind, key, 1);
      yield { type: "list_end", kind, count, hasMorePages: null };
      return;
    }

    // An answer of the API as it came: {object: "list", data: […], list_metadata: {after}}.
    const start = cursor.offsetOf(cursor.position);
    await cursor.take("{");
    let count: number | null = null;
    let hasMorePages: boolean | null = null;
    const seen = new Set<string>();
    for await (const inner of this.#keys(2, seen)) {
      this.#path = `${key}.${nameOf(inner)}`;
      if (inner === "data") count = yield* this.#elements(kind, `${key}.data`, 2);
      else if (inner === "list_metadata") hasMorePages = hasCursor(await cursor.readValue(2));
      else await cursor.skipValue(2);
    }
    this.#path = key;
    if (count === null) {
      const received = seen.size === 0 ? "an empty object" : "an object without data";
      throw new FrameFault("list_expected", expectedList(kind, received), start);
    }
    yield { type: "list_end", kind, count, hasMorePages };
  }

  /** Hands over the records of a list and returns how many there were. */
  async *#elements(kind: SourceKind, path: string, depth: number): AsyncGenerator<BundlePart, number> {
    const cursor = this.#cursor;
    this.#path = path;
    if ((await cursor.peek()) !== 0x5b) {
      const start = cursor.offsetOf(cursor.position);
      const received = describeReceived(await cursor.readValue(depth));
      throw new FrameFault("list_expected", expectedList(kind, received), start);
    }
    await cursor.take("[");
    let count = 0;
    this.#isInList = true;
    for await (const records of cursor.elements(depth)) {
      yield { type: "records", kind, path, firstIndex: count, records };
      count += records.length;
    }
    this.#isInList = false;
    return count;
  }
}

/** What was thrown as a `BundleError` with file and place, or as it is if it does not come from the bundle. */
function located(error: unknown, file: string, splitter: BundleSplitter, cursor: ByteCursor): unknown {
  const { path } = splitter;
  const at = (byteOffset: number) => ({ file, byteOffset, path });
  const options = { cause: error };
  if (error instanceof FrameFault)
    return new BundleError(error.code, error.message, at(error.offset), options);
  if (error instanceof JsonFault) {
    return new BundleError(error.code, error.message, at(cursor.offsetOf(error.position)), options);
  }
  if (error instanceof Utf8Fault && !error.isCutOff) {
    return new BundleError("invalid_utf8", error.message, at(error.offset), options);
  }
  if (error instanceof EndFault || error instanceof Utf8Fault) {
    const end = error instanceof Utf8Fault ? error.offset : cursor.offsetOf(cursor.bytes.length);
    return new BundleError("truncated", "the file ends in the middle", at(end), options);
  }
  if (error instanceof SizeFault) {
    return new BundleError(
      "record_too_large",
      "larger than 1 MB",
      at(cursor.offsetOf(error.position)),
      options,
    );
  }
  return error;
}

/**
 * Takes a bundle's JSON apart while it comes: records in runs, list by list, the rest skipped, memory flat.
 * Accepts what `JSON.parse` accepts, within the limits; throws a `BundleError` that names file, byte and path.
 * Whether a record is one is not looked at here.
 *
 * @param runBytes how much text is parsed at a time
 */
export async function* splitBundle(
  file: string,
  chunks: AsyncIterable<Uint8Array>,
  limits: Pick<BundleLimits, "depth" | "recordBytes">,
  runBytes?: number,
): AsyncGenerator<BundlePart, void> {
  const cursor = new ByteCursor(wholeCharacters(chunks), limits, runBytes);
  const splitter = new BundleSplitter(cursor);
  try {
    yield* splitter.parts();
  } catch (error) {
    throw located(error, file, splitter, cursor);
  } finally {
    await cursor.close();
  }
}
