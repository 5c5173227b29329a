import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";

/** A bundle's bytes, and at which of them a stream that reads it is cut. */
export type MutatedBundle = { bytes: Uint8Array; chunkBytes: number };

/** Real bundles: the sample's first records of each kind, and what the golden plans are made from. */
function realBundles(checkout: string): string[] {
  const sample = JSON.parse(readFileSync(path.join(checkout, "public/sample/workos.json"), "utf8"));
  for (const [key, list] of Object.entries(sample)) {
    if (Array.isArray(list)) sample[key] = list.slice(0, 25);
  }
  const golden = path.join(checkout, "lib/planner/golden");
  const snapshots = readdirSync(golden).map((name) =>
    readFileSync(path.join(golden, name, "snapshot.json"), "utf8"),
  );
  return [JSON.stringify(sample), JSON.stringify(sample, null, 1), ...snapshots];
}

const anyUtf16 = fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)), maxLength: 12 });

/** What stands in place of a value. */
const strangeValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    ...[
      null,
      true,
      false,
      0,
      -1,
      1e308,
      2 ** 53 + 2,
      -0.5,
      "",
      " ",
      "\0",
      "a\0b",
      "\ud800",
      "\udc00x",
      "\ufeff",
    ],
    ...["\u202eabc", "__proto__", "constructor", "toString", "NaN", "9999999-01-01T00:00:00Z", "0000-00-00"],
    ...["a@b", "@", "a@b.c ", "ünï@exämple.com", "x@xn--a.com", "İ@example.com", "workos:user_1"],
    ...[[], {}, [[]], [null], { id: null }, { object: "list", data: [] }, { object: "list", data: {} }],
    ...[
      "x".repeat(300),
      "é".repeat(70_000),
      "-----BEGIN CERTIFICATE-----",
      "<xml",
      "<!DOCTYPE a [<!ENTITY b 'c'>]>",
    ],
  ),
  anyUtf16,
  fc.jsonValue({ maxDepth: 3 }),
  fc.double(),
);

/** A place in something, whatever its size: a share of it, or one of its ends. */
const place = fc.oneof(
  fc.nat(1_000_000).map((share) => share / 1_000_000),
  fc.constantFrom(0, 1),
);
const at = (share: number, size: number) => Math.floor(share * size);

type Tree = { parent: Record<string, unknown>; key: string };

/** Every value in a bundle but the bundle itself, with the list or object that holds it. */
function placesOf(value: unknown, found: Tree[] = []): Tree[] {
  if (typeof value !== "object" || value === null) return found;
  const parent = value as Record<string, unknown>;
  for (const key of Object.keys(parent)) {
    found.push({ parent, key });
    placesOf(parent[key], found);
  }
  return found;
}

/** One change to the values of a bundle: the value at a place becomes strange, goes, or changes places with another. */
const valueChange = fc
  .tuple(
    place,
    place,
    strangeValue,
    fc.constantFrom("replace", "remove", "swap", "copy", "nest", "rename", "wrap", "repeat"),
    fc.constantFrom(2, 40, 70, 400),
  )
  .map(([from, to, value, change, depth]) => (bundle: unknown) => {
    const places = placesOf(bundle);
    const one = places[at(from, places.length - 1)];
    const other = places[at(to, places.length - 1)];
    if (!one || !other) return;
    const held = one.parent[one.key];
    if (change === "replace") put(one.parent, one.key, value);
    else if (change === "remove") delete one.parent[one.key];
    else if (change === "copy") put(other.parent, other.key, structuredClone(held));
    else if (change === "wrap")
      put(one.parent, one.key, { object: "list", data: held, list_metadata: value });
    else if (change === "repeat") put(one.parent, one.key, [held, held, held]);
    else if (change === "nest") {
      let nested = held;
      for (let level = 0; level < depth; level++) nested = level % 2 ? [nested] : { nested };
      put(one.parent, one.key, nested);
    } else if (change === "rename") {
      put(one.parent, typeof value === "string" ? value : "k".repeat(depth * 1_000), held);
      delete one.parent[one.key];
    } else {
      const second = structuredClone(other.parent[other.key]);
      put(other.parent, other.key, structuredClone(held));
      put(one.parent, one.key, second);
    }
  });

/** Sets a key as `JSON.parse` would: `__proto__` is a key like any other. */
function put(parent: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
}

const tokens = [
  ...[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"',
    "\\",
    "\\u",
    "\\ud800",
    "\\u0000",
    "\0",
    "\n",
    "/*x*/",
    "null",
    "NaN",
    "-",
  ],
  ...[
    "1e999",
    "-1e999",
    "01",
    "1.",
    "0x1",
    "123456789012345678901234567890",
    "'a'",
    "\u2028",
    "\ufeff",
    "{}",
    "[]",
  ],
  ...[
    '"users":[],',
    '"users":[{}],',
    '"users":null,',
    '"id":"user_1",',
    '"email":"x@example.com",',
    '"__proto__":{"id":"x"},',
  ],
  "[".repeat(100_000),
  '{"a":'.repeat(50_000),
];

/** One change to the text: something is put in, taken out or repeated, or the rest is missing. */
const textChange = fc
  .tuple(
    place,
    place,
    fc.constantFrom(...tokens),
    fc.constantFrom("insert", "delete", "repeat", "cut", "append", "prefix"),
  )
  .map(([from, length, token, change]) => (text: string) => {
    const start = at(from, text.length);
    const end = start + at(length, Math.min(2_000, text.length - start));
    if (change === "insert") return text.slice(0, start) + token + text.slice(start);
    if (change === "delete") return text.slice(0, start) + text.slice(end);
    if (change === "repeat") return text.slice(0, end) + text.slice(start);
    if (change === "cut") return text.slice(0, start);
    return change === "append" ? text + token : token + text;
  });

/** One change to the bytes of a file, packed or not. */
const byteChange = fc
  .tuple(
    place,
    fc.uint8Array({ maxLength: 4 }),
    fc.constantFrom("flip", "insert", "overwrite", "cut", "append"),
  )
  .map(([from, damage, change]) => (bytes: Buffer) => {
    const start = at(from, bytes.length);
    if (change === "cut") return bytes.subarray(0, start);
    if (change === "append") return Buffer.concat([bytes, damage]);
    if (change === "insert") return Buffer.concat([bytes.subarray(0, start), damage, bytes.subarray(start)]);
    const damaged = Buffer.from(bytes);
    for (const [index, byte] of damage.entries()) {
      const target = start + index;
      if (target < damaged.length) damaged[target] = change === "flip" ? (damaged[target] ?? 0) ^ byte : byte;
    }
    return damaged;
  });

const encodings = ["utf8", "utf8", "utf8", "utf8", "utf16le", "latin1"] as const;
const packings = {
  none: (bytes: Buffer) => bytes,
  gzip: (bytes: Buffer) => gzipSync(bytes, { level: 1 }),
  "two members": (bytes: Buffer) =>
    Buffer.concat([
      gzipSync(bytes.subarray(0, bytes.length >> 1), { level: 1 }),
      gzipSync(bytes.subarray(bytes.length >> 1), { level: 1 }),
    ]),
};

/** Real bundles with something wrong in their values, their text or their bytes; sometimes with nothing wrong. */
export function mutatedBundle(checkout: string): fc.Arbitrary<MutatedBundle> {
  const bundles = realBundles(checkout);
  const few = <Change>(change: fc.Arbitrary<Change>, maxLength: number) => fc.array(change, { maxLength });
  return fc
    .record({
      base: fc.constantFrom(...bundles),
      values: few(valueChange, 5),
      texts: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, few(textChange, 2)),
      encoding: fc.constantFrom(...encodings),
      hasMark: fc.boolean(),
      packing: fc.constantFrom("none", "none", "gzip", "two members" as const),
      bytes: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, few(byteChange, 3)),
      chunkBytes: fc.constantFrom(1, 7, 1_000, 65_536),
    })
    .map(({ base, values, texts, encoding, hasMark, packing, bytes, chunkBytes }) => {
      let text = base;
      if (values.length > 0) {
        const bundle: unknown = JSON.parse(base);
        for (const change of values) change(bundle);
        text = JSON.stringify(bundle);
      }
      for (const change of texts) text = change(text);
      let content: Buffer = Buffer.from(hasMark && texts.length > 0 ? `\ufeff${text}` : text, encoding);
      content = packings[packing](content);
      for (const change of bytes) content = change(content);
      return {
        bytes: content,
        // In more pieces, a key as long as a file would be put together from too many.
        chunkBytes: Math.max(chunkBytes, Math.ceil(content.length / 5_000)),
        // Fast-check prints it: the bytes themselves would be too many.
        [fc.toStringMethod]: () => `${content.length} bytes in pieces of ${chunkBytes}`,
      };
    });
}
