import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleFileFromPath } from "./file-bundle.ts";
import { openBundle } from "./read-bundle.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "file-bundle-"));
});
afterAll(() => rm(folder, { recursive: true }));

const json = JSON.stringify({
  users: Array.from({ length: 40_000 }, (_, index) => ({ id: `user_${index}` })),
});

async function countUsers(source: ReturnType<typeof openBundle>): Promise<number> {
  let count = 0;
  for await (const batch of source.read()) count += batch.records.length;
  return count;
}

describe("bundleFileFromPath", () => {
  it("reads a file on disk, again and again", async () => {
    const filePath = path.join(folder, "workos.json");
    await writeFile(filePath, json);
    const file = await bundleFileFromPath(filePath);
    const source = openBundle([file]);
    expect(await countUsers(source)).toBe(40_000);
    expect(await countUsers(source)).toBe(40_000);
    expect(source.report().files[0]).toMatchObject({ name: "workos.json", bytes: json.length });
    await file.close();
  });

  it("reads standard input twice, and leaves nothing of it in the temporary folder", async () => {
    const before = await readdir(tmpdir());
    async function* standardInput() {
      for (let from = 0; from < json.length; from += 65_536)
        yield Buffer.from(json.slice(from, from + 65_536));
    }
    const file = await bundleFileFromPath("-", standardInput());
    expect(file).toMatchObject({ name: "standard input", sizeBytes: json.length });
    const spooled = (await readdir(tmpdir())).filter(
      (name) => name.startsWith("authio-stdin-") && !before.includes(name),
    );
    expect(spooled).toEqual([]);
    const source = openBundle([file]);
    expect(await countUsers(source)).toBe(40_000);
    expect(await countUsers(source)).toBe(40_000);
    await file.close();
  });

  it("fails with the system's own error on a file that is not there", async () => {
    await expect(bundleFileFromPath(path.join(folder, "nowhere.json"))).rejects.toMatchObject({
      code: "ENOENT",
    });
  });
});
