import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { SourceBatch } from "../../planner/source-records.ts";
import { BundleError } from "./bundle-error.ts";
import type { BundleFile, BundleLimits } from "./bundle-file.ts";
import { openBundle, type ReadingProgress } from "./read-bundle.ts";
import { readingReportSchema } from "./reading-report.ts";

function bundleFile(name: string, content: string | Uint8Array, chunkBytes = 1000): BundleFile {
  const bytes = Buffer.from(content);
  return {
    name,
    sizeBytes: bytes.length,
    async *open() {
      for (let from = 0; from < bytes.length; from += chunkBytes)
        yield bytes.subarray(from, from + chunkBytes);
    },
  };
}

async function readAll(source: { read(): AsyncIterable<SourceBatch> }) {
  const ids: Record<string, string[]> = {};
  for await (const { kind, records } of source.read()) {
    ids[kind] ??= [];
    for (const record of records) ids[kind].push("sourceId" in record ? record.sourceId : record.subject);
  }
  return ids;
}

async function readError(content: string | Uint8Array, limits?: Partial<BundleLimits>): Promise<BundleError> {
  const source = openBundle([bundleFile("workos.json", content)], limits && { limits });
  try {
    await readAll(source);
  } catch (error) {
    if (error instanceof BundleError) return error;
    throw error;
  }
  throw new Error("The bundle was read without an error.");
}

const ids = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `${prefix}_${index}` }));

describe("openBundle", () => {
  it("reads lists in any order, under any of their names, and skips keys it does not know", async () => {
    const bundle = {
      exported_at: "2026-01-01",
      memberships: [{ id: "om_1", user_id: "user_1", organization_id: "org_1" }],
      connections: [{ id: "conn_1" }],
      extra: { deep: [{ users: [{ id: "not a user" }] }] },
      orgs: [{ id: "org_1" }],
      users: [{ id: "user_1" }],
    };
    const source = openBundle([bundleFile("workos.json", JSON.stringify(bundle), 7)]);
    expect(await readAll(source)).toEqual({
      organization_memberships: ["om_1"],
      sso_connections: ["conn_1"],
      organizations: ["org_1"],
      users: ["user_1"],
    });
    expect(source.report()).toMatchObject({
      files: [
        {
          name: "workos.json",
          format: "json",
          records: { organization_memberships: 1, sso_connections: 1, organizations: 1, users: 1 },
          unknownKeys: ["exported_at", "extra"],
        },
      ],
      problems: [],
    });
    expect(source.report().missingKinds).toContain("directories");
    expect(readingReportSchema.parse(source.report())).toEqual(source.report());
  });

  it("reads the API's own answers in place of lists, and sees that they go on", async () => {
    const answer = (data: unknown[], after: string | null) => ({
      object: "list",
      data,
      list_metadata: { before: null, after },
    });
    const bundle = { users: answer(ids("user", 3), "user_2"), organizations: answer(ids("org", 1), null) };
    const source = openBundle([bundleFile("workos.json", JSON.stringify(bundle))]);
    expect(await readAll(source)).toEqual({
      users: ["user_0", "user_1", "user_2"],
      organizations: ["org_0"],
    });
    expect(source.lists()).toEqual([
      { kind: "users", isProbablyFirstPageOnly: true },
      { kind: "organizations", isProbablyFirstPageOnly: false },
    ]);
    expect(source.report().firstPageKinds).toEqual(["users"]);
  });

  it("takes a list of exactly 100 for a first page, one of 99 or 101 for a whole one", async () => {
    const bundle = {
      users: ids("user", 100),
      organizations: ids("org", 99),
      directories: ids("directory", 101),
    };
    const source = openBundle([bundleFile("workos.json", JSON.stringify(bundle))]);
    await readAll(source);
    expect(source.report().firstPageKinds).toEqual(["users"]);
  });

  it("believes a list of exactly 100 that says that nothing follows", async () => {
    const users = { object: "list", data: ids("user", 100), list_metadata: { before: null, after: null } };
    const silent = { object: "list", data: ids("org", 100), list_metadata: {} };
    const source = openBundle([bundleFile("workos.json", JSON.stringify({ users, organizations: silent }))]);
    await readAll(source);
    expect(source.report().firstPageKinds).toEqual(["organizations"]);
  });

  it("knows gzip by its first bytes, whatever the name, the chunks and the number of members", async () => {
    const json = `\uFEFF${JSON.stringify({ users: ids("user", 300) })}`;
    const members = Buffer.concat([gzipSync(json.slice(0, 1000)), gzipSync(json.slice(1000))]);
    for (const content of [json, gzipSync(json), members]) {
      for (const chunkBytes of [1, 100_000]) {
        const source = openBundle([bundleFile("a file", content, chunkBytes)]);
        expect((await readAll(source)).users).toHaveLength(300);
        const { bytes, unpackedBytes, format } = source.report().files[0] ?? {};
        const size = Buffer.from(content).length;
        expect({ bytes, unpackedBytes, format }).toEqual({
          bytes: size,
          unpackedBytes: Buffer.from(json).length,
          format: content === json ? "json" : "json.gz",
        });
      }
    }
  });

  it("reads several files as one bundle, as often as it is asked to", async () => {
    const first = bundleFile("a.json", JSON.stringify({ users: ids("a", 2), organizations: ids("org", 1) }));
    const second = bundleFile("b.json.gz", gzipSync(JSON.stringify({ users: [...ids("b", 2), 5] })));
    const source = openBundle([first, second]);
    const once = await readAll(source);
    const report = source.report();
    expect(once).toEqual({ users: ["a_0", "a_1", "b_0", "b_1"], organizations: ["org_0"] });
    expect(report.problems.map(({ file, path }) => `${file} ${path}`)).toEqual(["b.json.gz users[2]"]);
    expect(await readAll(source)).toEqual(once);
    expect(source.report()).toEqual(report);
  });

  it("drops a record that is none and goes on, and says where each problem stands", async () => {
    const users = [
      null,
      { id: "user_1", email: "not an address" },
      5,
      "text",
      [],
      { id: "user_2", first_name: 7 },
    ];
    const source = openBundle([bundleFile("workos.json", JSON.stringify({ users: { data: users } }))]);
    expect(await readAll(source)).toEqual({ users: ["user_1", "user_2"] });
    const { problems, problemCount, problemsByMessage, kindsWithDroppedRecords, files } = source.report();
    expect(problems.map(({ path, severity, received }) => [path, severity, received])).toEqual([
      ["users.data[0]", "record_dropped", "null"],
      ["users.data[1].email", "field_dropped", '"not an address"'],
      ["users.data[2]", "record_dropped", "5"],
      ["users.data[3]", "record_dropped", '"text"'],
      ["users.data[4]", "record_dropped", "an empty list"],
      ["users.data[5].first_name", "field_dropped", "7"],
    ]);
    expect(problemCount).toBe(6);
    expect(problemsByMessage[0]).toMatchObject({ count: 4, severity: "record_dropped" });
    expect(kindsWithDroppedRecords).toEqual(["users"]);
    expect(files[0]?.records).toEqual({ users: 6 });
  });

  it("keeps the first 1,000 problems and counts them all", async () => {
    const source = openBundle([
      bundleFile("workos.json", JSON.stringify({ users: new Array(3000).fill(0) })),
    ]);
    await readAll(source);
    expect(source.report().problems).toHaveLength(1000);
    expect(source.report().problemCount).toBe(3000);
  });

  it("tells how far it is while it reads", async () => {
    const files = [
      bundleFile("a", JSON.stringify({ users: ids("user", 5000) })),
      bundleFile("b", '{"users":[{}]}'),
    ];
    const seen: ReadingProgress[] = [];
    await readAll(openBundle(files, { onProgress: (progress) => seen.push(progress) }));
    const total = (files[0]?.sizeBytes ?? 0) + (files[1]?.sizeBytes ?? 0);
    expect(seen.at(-1)).toMatchObject({ bytesRead: total, bytesTotal: total });
    expect(seen.at(-1)?.records.users).toBe(5001);
    expect(seen.length).toBeGreaterThan(3);
    expect(seen.map(({ bytesRead }) => bytesRead)).toEqual(
      seen.map(({ bytesRead }) => bytesRead).toSorted((a, b) => a - b),
    );
  });

  it("closes the file when nobody wants to read on", async () => {
    let isClosed = false;
    const file = bundleFile("workos.json", gzipSync(JSON.stringify({ users: ids("user", 50_000) })), 100);
    const watched: BundleFile = {
      ...file,
      async *open() {
        try {
          yield* file.open();
        } finally {
          isClosed = true;
        }
      },
    };
    for await (const _batch of openBundle([watched]).read()) break;
    await expect.poll(() => isClosed).toBe(true);
  });

  it("hands on the error of a file that can't be opened or read", async () => {
    for (const start of ['{"users":[', gzipSync('{"users":[]}').subarray(0, 10)]) {
      const broken: BundleFile = {
        name: "broken",
        sizeBytes: null,
        async *open() {
          yield Buffer.from(start);
          throw new Error("disk on fire");
        },
      };
      await expect(readAll(openBundle([broken]))).rejects.toThrow("disk on fire");
    }
  });
});

describe("openBundle refuses, with code, place and what to do,", () => {
  it.each([
    ["an empty file", "", "empty_file", 0, null],
    ["a file of spaces", " \n ", "empty_file", 3, null],
    ["a web page", "<html></html>", "not_json", 0, null],
    ["a sentence", "not found", "not_json", 1, null],
    ["a list", "[]", "wrong_top_level", 0, null],
    ["null", "null", "wrong_top_level", 0, null],
    ["a number", " 12", "wrong_top_level", 1, null],
    ["an empty object", "{}", "wrong_top_level", 0, null],
    ["an object without lists", '{"message":"Unauthorized"}', "wrong_top_level", 0, null],
    ["an answer of the API", '{"object":"list","data":[]}', "wrong_top_level", 0, null],
    ["null for a list", '{"users": null}', "list_expected", 10, "users"],
    ["{} for a list", '{"users":{}}', "list_expected", 9, "users"],
    ["an error for a list", '{"orgs":{"message":"Not Found"}}', "list_expected", 8, "orgs"],
    ["a text for a list", '{"users":"404"}', "list_expected", 9, "users"],
    ["null for an answer's data", '{"users":{"data":null}}', "list_expected", 17, "users.data"],
    ["a key twice", '{"users":[],"x":1,"users":[]}', "duplicate_key", 18, null],
    ["a comma too many", '{"users":[{"id":"1"},{"id":"2"},]}', "not_json", 32, "users[2]"],
    ["a missing comma", '{"users":[{"id":"1"} {"id":"2"}]}', "not_json", 21, "users[0]"],
    ["a broken record", '{"users":[{"id":"1"},{"id":2x}]}', "not_json", 28, "users[1]"],
    ["a broken unknown key", '{"x":{"y":tru},"users":[]}', "not_json", 13, "x"],
    ["NDJSON", '{"id":"user_1"}\n{"id":"user_2"}\n', "trailing_data", 16, null],
    ["text after the end", '{"users":[]} x', "trailing_data", 13, null],
    ["half a file", '{"users":[{"id":"1"},{"id"', "truncated", 26, "users[1]"],
    ["deep nesting", `{"users":[${"[".repeat(70)}`, "too_deep", 72, "users[0]"],
    [
      "bytes that are no UTF-8",
      Buffer.from('{"users":[{"id":"\xe9"}]}', "latin1"),
      "invalid_utf8",
      17,
      "users[0]",
    ],
    ["UTF-16", Buffer.from('\uFEFF{"users":[]}', "utf16le"), "invalid_utf8", 0, null],
    ["a damaged packed file", gzipSync('{"users":[]}').fill(7, 10, 20), "gzip_corrupt", 0, null],
  ] as const)("%s", async (_, content, code, byteOffset, path) => {
    const error = await readError(content);
    expect({ code: error.code, byteOffset: error.byteOffset, path: error.path }).toEqual({
      code,
      byteOffset,
      path,
    });
    expect(error.file).toBe("workos.json");
    expect(error.whatToDo).not.toBe("");
  });

  it("a packed file that ends anywhere in the middle, or with a wrong checksum", async () => {
    const packed = gzipSync(JSON.stringify({ users: ids("user", 3) }));
    for (let length = 3; length < packed.length; length++) {
      expect((await readError(packed.subarray(0, length))).code).toBe("truncated");
    }
    packed.fill(7, packed.length - 8, packed.length - 4);
    expect((await readError(packed)).code).toBe("gzip_corrupt");
  });

  it("in sentences that name the place and what stood there", async () => {
    expect((await readError('{"users": null}')).message).toBe(
      "workos.json, users, byte 10: expected a list of users, received null",
    );
    expect((await readError('{"message":"Unauthorized"}')).message).toBe(
      `workos.json, byte 0: none of a bundle's lists is in it; its keys are "message"`,
    );
    expect((await readError('{"id":1}\n{"id":2}')).message).toContain("NDJSON");
    expect((await readError(Buffer.from("\uFEFF{}", "utf16le"))).message).toContain("UTF-16");
  });

  it("names keys only by what a database can keep", async () => {
    const source = openBundle([
      bundleFile("workos.json", JSON.stringify({ "a\0b": 1, [`${"x".repeat(99)}😀`]: 1, users: [] })),
    ]);
    await readAll(source);
    expect(source.report().files[0]?.unknownKeys).toEqual(["a\uFFFDb", `${"x".repeat(99)}\uFFFD`]);
  });

  it("a record of more than 1 MB, at its number, but no large value under an unknown key", async () => {
    const large = { id: "user_1", note: "x".repeat(1024 ** 2) };
    const error = await readError(JSON.stringify({ users: [{ id: "user_0" }, large] }));
    expect({ code: error.code, path: error.path }).toEqual({ code: "record_too_large", path: "users[1]" });
    const source = openBundle([
      bundleFile("workos.json", JSON.stringify({ large: [large, large], users: [] }), 50_000),
    ]);
    expect(await readAll(source)).toEqual({});
    expect(source.report().files[0]?.unknownKeys).toEqual(["large"]);
  });

  it("a file that is too large, before it reads it and while it does", async () => {
    const content = JSON.stringify({ users: ids("user", 1000) });
    expect((await readError(content, { fileBytes: 1000 })).code).toBe("file_too_large");
    const unknown = { ...bundleFile("workos.json", content), sizeBytes: null };
    await expect(readAll(openBundle([unknown], { limits: { fileBytes: 1000 } }))).rejects.toMatchObject({
      code: "file_too_large",
    });
  });

  it("a gzip bomb, long before it has unpacked it", async () => {
    const bomb = gzipSync(
      Buffer.concat([Buffer.from('{"x":"'), Buffer.alloc(100 * 1024 ** 2, "a"), Buffer.from('"}')]),
    );
    const error = await readError(bomb);
    expect(error.code).toBe("gzip_bomb");
    expect(error.byteOffset).toBeLessThan(64 * 1024 ** 2);
    expect((await readError(gzipSync(`{"x":"${"a".repeat(10_000)}"}`), { unpackedBytes: 5000 })).code).toBe(
      "gzip_bomb",
    );
  });

  it("more keys than a bundle can have", async () => {
    const keys = Array.from({ length: 1001 }, (_, index) => [`key ${index}`, 0]);
    expect((await readError(JSON.stringify(Object.fromEntries(keys)))).code).toBe("wrong_top_level");
  });
});
