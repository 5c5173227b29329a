import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { pack, unpack } from "./pack.ts";

const contents = {
  nothing: Buffer.alloc(0),
  "a page": Buffer.from(
    JSON.stringify(Array.from({ length: 100 }, (_, nth) => ({ id: `user_${nth}`, name: "Zoë" }))),
  ),
  "what can't be packed": randomBytes(3 * 1024 ** 2),
  zeros: Buffer.alloc(8 * 1024 ** 2),
};

describe("packing", () => {
  it.each(Object.entries(contents))("gives back %s", async (_, content) => {
    const packed = await pack(content);
    expect((await unpack(packed)).equals(content)).toBe(true);
    expect(packed.length).toBeLessThan(content.length + 1_000);
  });

  it("takes a string as UTF-8", async () => {
    expect((await unpack(await pack("Zoë"))).toString()).toBe("Zoë");
  });

  it.each(Object.entries(contents))(
    "unpacks %s, packed with gzip by an earlier version",
    async (_, content) => {
      expect((await unpack(gzipSync(content, { level: 1 }))).equals(content)).toBe(true);
    },
  );

  it("never begins like gzip", async () => {
    for (let length = 0; length < 3_000; length += 7) {
      for (const content of [randomBytes(length), Buffer.alloc(length, "a")]) {
        expect((await pack(content))[0]).not.toBe(0x1f);
      }
    }
  });

  it("refuses what was cut", async () => {
    const packed = await pack(contents["a page"]);
    await expect(unpack(packed.subarray(0, packed.length >> 1))).rejects.toThrow();
  });
});
