import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sourceKinds } from "../../planner/source-records.ts";
import { BundleError } from "./bundle-error.ts";
import { bundleLimits } from "./bundle-file.ts";
import { splitBundle } from "./split-bundle.ts";

type Lists = Record<string, { records: unknown[]; hasMorePages: boolean | null }>;

/** The bytes in chunks of these sizes, again and again. */
async function* chunksOf(bytes: Uint8Array, sizes: readonly number[]) {
  let from = 0;
  for (let turn = 0; from < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? bytes.length;
    yield bytes.subarray(from, from + size);
    from += size;
  }
}

/** What the splitter makes of the bytes: records by path, or the error it ends with. */
async function split(
  bytes: Uint8Array,
  sizes: readonly number[] = [bytes.length],
  runBytes?: number,
): Promise<Lists | BundleError> {
  const lists: Lists = {};
  let records: unknown[] = [];
  let path = "";
  const limits = { ...bundleLimits, depth: 12 };
  try {
    for await (const part of splitBundle("workos.json", chunksOf(bytes, sizes), limits, runBytes)) {
      if (part.type === "records") {
        expect(part.firstIndex).toBe(records.length);
        path = part.path;
        records.push(...part.records);
      } else if (part.type === "list_end") {
        expect(part.count).toBe(records.length);
        if (records.length > 0) lists[path] = { records, hasMorePages: part.hasMorePages };
        records = [];
      }
    }
    return lists;
  } catch (error) {
    if (error instanceof BundleError) return error;
    throw error;
  }
}

/** What it should make of them, by `JSON.parse`: null where they are no bundle. */
function reference(bytes: Uint8Array): Lists | null {
  let bundle: unknown;
  try {
    bundle = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
  if (typeof bundle !== "object" || bundle === null || Array.isArray(bundle)) return null;
  const lists: Lists = {};
  const known = new Set<string>([...sourceKinds, "connections", "orgs", "memberships"]);
  const found = Object.entries(bundle).filter(([key]) => known.has(key));
  if (found.length === 0) return null;
  for (const [key, value] of found) {
    const records = Array.isArray(value) ? value : value?.data;
    if (!Array.isArray(records)) return null;
    const after = Array.isArray(value) ? undefined : value.list_metadata?.after;
    const hasMorePages = after === undefined ? null : after !== null && after !== "";
    if (records.length > 0) lists[Array.isArray(value) ? key : `${key}.data`] = { records, hasMorePages };
  }
  return lists;
}

/** The splitter and `JSON.parse` agree: on every record, or on refusing. Errors are located. */
async function expectAgreement(bytes: Uint8Array, sizes: readonly number[]) {
  const lists = await split(bytes, sizes);
  // `JSON.parse` keeps the last of two equal keys; we refuse.
  if (lists instanceof BundleError && lists.code === "duplicate_key") return;
  const expected = reference(bytes);
  if (!(lists instanceof BundleError)) {
    expect(lists).toEqual(expected);
    return;
  }
  expect(expected).toBeNull();
  expect(lists.file).toBe("workos.json");
  expect(lists.byteOffset).toBeGreaterThanOrEqual(0);
  expect(lists.byteOffset).toBeLessThanOrEqual(bytes.length);
}

/** Lists inside each other. */
const nested = (depth: number): unknown => (depth === 0 ? 0 : [nested(depth - 1)]);

const anyValue = fc.jsonValue({ maxDepth: 4, stringUnit: "grapheme" });
const list = fc.array(anyValue, { maxLength: 8 });
const envelope = fc.record(
  {
    object: fc.constant("list"),
    data: fc.oneof({ weight: 8, arbitrary: list }, anyValue),
    list_metadata: fc.record({ after: fc.constantFrom(null, "user_1", ""), before: fc.constant(null) }),
  },
  { requiredKeys: [] },
);
const key = fc.oneof(
  fc.constantFrom(...sourceKinds, "connections", "orgs", "memberships"),
  fc.string({ unit: "grapheme" }),
);
const bundle = fc.dictionary(
  key,
  fc.oneof({ weight: 6, arbitrary: list }, { weight: 3, arbitrary: envelope }, anyValue),
  {
    maxKeys: 5,
  },
);
const text = fc
  .tuple(
    fc.oneof({ weight: 9, arbitrary: bundle }, anyValue),
    fc.constantFrom(0, 1, "\t"),
    fc.constantFrom("", " ", "\n\r"),
  )
  .map(([value, indent, space]) => `${space}${JSON.stringify(value, null, indent)}${space}`);
const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

describe("splitBundle", { timeout: 60_000 }, () => {
  it("finds in any bundle what JSON.parse finds, whatever the chunks", async () => {
    await fc.assert(
      fc.asyncProperty(text, sizes, (json, at) => expectAgreement(Buffer.from(json), at)),
      { numRuns: 1500 },
    );
  });

  it("agrees with JSON.parse byte by byte", async () => {
    await fc.assert(
      fc.asyncProperty(text, (json) => expectAgreement(Buffer.from(json), [1])),
      { numRuns: 300 },
    );
  });

  it("agrees with JSON.parse on bundles with damaged bytes", async () => {
    const byte = fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('{}[],:"\\-0eE.\u0000\u001f tfn')));
    const damage = fc.tuple(fc.nat(), fc.nat(3), fc.array(byte, { maxLength: 3 }));
    await fc.assert(
      fc.asyncProperty(text, damage, sizes, (json, [at, removed, added], cuts) => {
        const bytes = [...Buffer.from(json)];
        bytes.splice(at % (bytes.length + 1), removed, ...added);
        return expectAgreement(Buffer.from(bytes), cuts);
      }),
      { numRuns: 2000 },
    );
  });

  it("calls every beginning of a bundle truncated, at its last byte", async () => {
    const json =
      '\uFEFF {"users": [{"id": "1", "name": "Zoë \\u00e9 \\" 株"}, [-1.5e+3, true, null]], "x": {"y": [0]}, "orgs": {"data": [{}]}}';
    const bytes = Buffer.from(json);
    expect(await split(bytes)).not.toBeInstanceOf(BundleError);
    for (let length = 0; length < bytes.length; length++) {
      const error = await split(bytes.subarray(0, length), [7]);
      if (!(error instanceof BundleError)) throw new Error(`${length} bytes were taken for a bundle`);
      expect(error.code).toBe(length <= 4 && length !== 1 && length !== 2 ? "empty_file" : "truncated");
      expect(error.byteOffset).toBeGreaterThan(length - 4);
      expect(error.byteOffset).toBeLessThanOrEqual(length);
    }
  });

  it("finds the same records and the same faults whatever the length of its runs", async () => {
    const role = fc.record({ slug: fc.constantFrom("member", 'a"},{"id":"b') });
    const record = fc.record({
      id: fc.string({ unit: "grapheme", maxLength: 5 }),
      roles: fc.array(role, { maxLength: 3 }),
      more: fc.oneof(
        { weight: 9, arbitrary: fc.constant(null) },
        fc.constant(nested(9)),
        fc.constant(nested(10)),
      ),
    });
    const bundleText = fc
      .tuple(fc.array(record, { maxLength: 30 }), fc.constantFrom(0, 1), fc.boolean())
      .map(([users, indent, isEnvelope]) =>
        JSON.stringify({ users: isEnvelope ? { data: users } : users, orgs: users }, null, indent),
      );
    const damage = fc.option(fc.tuple(fc.nat(), fc.constantFrom("", "}", "]", ",", '"', "x", "{")), {
      nil: null,
    });
    const cuts = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(
        bundleText,
        damage,
        cuts,
        fc.integer({ min: 1, max: 600 }),
        async (json, hit, at, run) => {
          const place = hit === null ? 0 : hit[0] % json.length;
          const bytes = Buffer.from(
            hit === null ? json : json.slice(0, place) + hit[1] + json.slice(place + 1),
          );
          expect(await split(bytes, at, run)).toEqual(await split(bytes, at));
        },
      ),
      { numRuns: 1500 },
    );
  });

  it("parses runs that are longer than a chunk and chunks that are longer than a run", async () => {
    const users = Array.from({ length: 5000 }, (_, id) => ({
      id: `user_${id}`,
      name: id % 7 ? "Anna" : "Zoë 株",
    }));
    const bytes = Buffer.from(JSON.stringify({ users }));
    for (const size of [100, 4096, 65_536, bytes.length]) {
      expect(await split(bytes, [size])).toEqual({ users: { records: users, hasMorePages: null } });
    }
  });
});
