import { parseTimestamp } from "./parse-timestamp.ts";
import type { Metadata } from "./source-records.ts";

/** A record as it came off the wire: any object, nothing about it is known. */
export type RawRecord = Readonly<Record<string, unknown>>;

/** A field that could not be taken as it stood. */
export type RecordProblem = {
  /** Where in the record: `email`, `domains[2].domain`; empty for the record as a whole. */
  path: string;
  message: string;
  /** What stood there, shortened to 40 characters and escaped. */
  received: string;
};

const maxReceivedLength = 40;
const maxIdLength = 255;

/** What a problem may show of a value: short, on one line, with no character that a log or page would act on. */
export function describeReceived(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object" && value !== null) return "an object";
  const start = typeof value === "string" ? value.slice(0, maxReceivedLength) : value;
  const text = (JSON.stringify(start) ?? "nothing").replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ");
  const isCut = text.length > maxReceivedLength || start !== value;
  return isCut ? `${text.slice(0, maxReceivedLength - 1)}…` : text;
}

export function isRawRecord(value: unknown): value is RawRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** NUL and unpaired surrogates: valid in JSON, refused by Postgres, and one would fail a chunk of 50,000 rows. */
function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}

const everyUnstorable = /[\0\p{Cs}]/gu;

/** The text with what can't be stored replaced by U+FFFD. */
export function withoutUnstorable(text: string): string {
  return text.replace(everyUnstorable, "\uFFFD");
}

/** The same for a field of a record, which is reported. */
function storable(text: string, path: string, problems: RecordProblem[]): string {
  if (isStorable(text)) return text;
  const message = "contains a character that can't be stored; replaced by �";
  problems.push({ path, message, received: describeReceived(text) });
  return withoutUnstorable(text);
}

/** An optional text; empty is as good as missing. */
export function readText(value: unknown, path: string, problems: RecordProblem[]): string | null {
  if (typeof value === "string") return value === "" ? null : storable(value, path, problems);
  if (value === undefined || value === null) return null;
  problems.push({ path, message: "expected a text", received: describeReceived(value) });
  return null;
}

/** An id without which the record can't be used; null means that it has none. */
export function readId(value: unknown, path: string, problems: RecordProblem[]): string | null {
  if (typeof value === "string" && value !== "" && value.length <= maxIdLength && isStorable(value)) {
    return value;
  }
  const message =
    typeof value === "string" && value !== "" ? "not usable as an id" : "expected an id, a non-empty text";
  problems.push({ path, message, received: describeReceived(value) });
  return null;
}

/** A time in milliseconds since the epoch. */
export function readTime(value: unknown, path: string, problems: RecordProblem[]): number | null {
  if (value === undefined || value === null) return null;
  const time = typeof value === "string" ? parseTimestamp(value) : null;
  if (time === null) {
    problems.push({ path, message: "expected a time in ISO 8601", received: describeReceived(value) });
  }
  return time;
}

/** A yes or no; missing is no. */
export function readFlag(value: unknown, path: string, problems: RecordProblem[]): boolean {
  if (typeof value === "boolean") return value;
  if (value !== undefined && value !== null) {
    problems.push({ path, message: "expected true or false", received: describeReceived(value) });
  }
  return false;
}

/** One of `words`. Missing gives `missing`; anything else is reported and gives `unknown`. */
export function readWord<Word extends string>(
  value: unknown,
  path: string,
  words: readonly Word[],
  fallback: { missing: Word; unknown: Word },
  problems: RecordProblem[],
): Word {
  if (value === undefined || value === null) return fallback.missing;
  const word = words.find((candidate) => candidate === value);
  if (word !== undefined) return word;
  problems.push({
    path,
    message: `expected one of ${words.join(", ")}`,
    received: describeReceived(value),
  });
  return fallback.unknown;
}

/** A text, or the text under `innerKey` of an object: `"admin"` and `{slug: "admin"}` say the same. */
export function readTextOrInner(
  value: unknown,
  path: string,
  innerKey: string,
  problems: RecordProblem[],
): string | null {
  if (typeof value === "string") return storable(value, path, problems);
  if (value === undefined || value === null) return null;
  const inner = isRawRecord(value) ? value[innerKey] : undefined;
  if (typeof inner === "string") return storable(inner, `${path}.${innerKey}`, problems);
  const message = `expected a text, or an object with a ${innerKey}`;
  problems.push({ path, message, received: describeReceived(value) });
  return null;
}

const emptyList: readonly never[] = Object.freeze([]);

/** A list under `key`; missing is empty, one thing that stands alone is reported and dropped. */
export function readList(value: unknown, path: string, problems: RecordProblem[]): readonly unknown[] {
  if (value === undefined || value === null) return emptyList;
  if (Array.isArray(value)) return value;
  problems.push({ path, message: "expected a list", received: describeReceived(value) });
  return emptyList;
}

/** Texts of a list of texts or of objects that hold them under `innerKey`; empty ones are left out. */
export function readTexts(
  value: unknown,
  path: string,
  innerKey: string,
  problems: RecordProblem[],
): readonly string[] {
  const list = readList(value, path, problems);
  if (list.length === 0) return emptyList;
  const texts: string[] = [];
  for (let index = 0; index < list.length; index++) {
    const text = readTextOrInner(list[index], `${path}[${index}]`, innerKey, problems);
    if (text !== null && text !== "") texts.push(text);
  }
  return texts;
}

/** True for what can be kept as it is, as nearly all metadata can. */
function isMetadata(value: RawRecord, keys: readonly string[]): value is Metadata {
  for (const key of keys) {
    const entry = value[key];
    if (typeof entry !== "string" || !isStorable(entry) || !isStorable(key)) return false;
  }
  return true;
}

/** Key and value pairs. Numbers and booleans are kept as text; nested values are reported and dropped. */
export function readMetadata(value: unknown, problems: RecordProblem[]): Metadata | null {
  if (value === undefined || value === null) return null;
  if (!isRawRecord(value)) {
    problems.push({ path: "metadata", message: "expected an object", received: describeReceived(value) });
    return null;
  }
  const keys = Object.keys(value);
  if (keys.length === 0) return null;
  if (isMetadata(value, keys)) return value;
  const entries: [string, string][] = [];
  for (const key of keys) {
    const entry = value[key];
    const path = `metadata.${key}`.slice(0, 100);
    if (typeof entry === "string" || typeof entry === "number" || typeof entry === "boolean") {
      entries.push([storable(key, path, problems), storable(String(entry), path, problems)]);
    } else if (entry !== null) {
      problems.push({ path, message: "expected a text", received: describeReceived(entry) });
    }
  }
  // `fromEntries` defines keys rather than assigning them: one named `__proto__` stays data.
  return Object.fromEntries(entries);
}
