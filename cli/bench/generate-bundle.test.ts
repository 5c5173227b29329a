import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleSize, generateBundle } from "./generate-bundle.ts";

type Membership = { id: string; user_id: string; organization_id: string };

describe("the benchmark's bundle", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "authio-bundle-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("is the same every time", async () => {
    const hashes = [];
    for (const name of ["a.json", "b.json"]) {
      await generateBundle(path.join(folder, name), 500);
      hashes.push(
        createHash("sha256")
          .update(readFileSync(path.join(folder, name)))
          .digest("hex"),
      );
    }
    expect(hashes[0]).toBe(hashes[1]);
  });

  it("has the size it says, 20 % duplicates, and nobody twice in one organization", async () => {
    const file = path.join(folder, "size.json");
    const size = await generateBundle(file, 1_000);
    expect(size).toEqual({ users: 1_000, organizations: 25, memberships: 1_300 });
    expect(size).toEqual(bundleSize(1_000));
    const bundle = JSON.parse(readFileSync(file, "utf8"));
    expect(bundle.users).toHaveLength(size.users);
    expect(bundle.organizations).toHaveLength(size.organizations);
    const addresses = new Set(bundle.users.map(({ email }: { email: string }) => email.toLowerCase()));
    expect(addresses.size).toBe(800);
    const memberships: Membership[] = bundle.organization_memberships;
    expect(memberships).toHaveLength(size.memberships);
    const pairs = memberships.map(({ user_id, organization_id }) => `${user_id} ${organization_id}`);
    expect(new Set(pairs).size).toBe(size.memberships);
    expect(new Set(memberships.map(({ id }) => id)).size).toBe(size.memberships);
    const ids = new Set(bundle.users.map(({ id }: { id: string }) => id));
    expect(memberships.every(({ user_id }) => ids.has(user_id))).toBe(true);
  });
});
