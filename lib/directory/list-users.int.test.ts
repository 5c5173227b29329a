import { beforeAll, describe, expect, it } from "vitest";
import { prismaClient } from "../database/prisma.ts";
import { testDatabase } from "../database/test-database.ts";
import type { PrismaClient } from "../generated/prisma/client.ts";
import type { Page, PageRequest } from "./keyset-page.ts";
import { listMembers } from "./list-members.ts";
import { countUsers, listUsers } from "./list-users.ts";

let prisma: PrismaClient;

beforeAll(async () => {
  prisma = prismaClient((await testDatabase()).url);
  await prisma.origin.create({ data: { id: 1, name: "WorkOS" } });
  await prisma.organization.createMany({
    data: [
      { id: "org_a", name: "Acme", slug: "acme" },
      { id: "org_b", name: "Bolt", slug: "bolt" },
    ],
  });
  // 132 people: upper-case names, two without an address, one whose id sorts before everything.
  await prisma.user.createMany({
    data: Array.from({ length: 130 }, (_, n) => ({
      id: `user_${(n * 7919) % 1000}`,
      name: `Person ${n}`,
      email: `p${n}@example.com`,
      lastName: n % 13 === 0 ? "Öztürk" : "Doe",
      migrationPendingEmail: n % 10 === 0,
    })),
  });
  await prisma.user.createMany({
    data: [
      { id: "split_1", name: "Split One", email: null },
      { id: "split_2", name: "Split Two", email: null },
      { id: "user_percent", name: "100%_sure", email: "_under%score@example.com" },
    ],
  });
  await prisma.member.createMany({
    data: Array.from({ length: 70 }, (_, n) => ({
      id: `member_${n}`,
      userId: `user_${(n * 7919) % 1000}`,
      organizationId: "org_a",
    })),
  });
  await prisma.member.create({ data: { id: "second", userId: "user_0", organizationId: "org_b" } });
  await prisma.userSource.createMany({
    data: ["workos:user_01AAA", "workos:user_01BBB"].map((sourceKey) => ({
      sourceKey,
      userId: "user_0",
      originId: 1,
      email: "p0@example.com",
      emailVerified: true,
    })),
  });
});

/** Walks to the last page and back, and gives the ids it saw on either way. */
async function walk<Item extends { id: string }>(read: (request: PageRequest) => Promise<Page<Item>>) {
  const forward: string[] = [];
  const backward: string[] = [];
  let page = await read({});
  expect(page.previous).toBeNull();
  for (;;) {
    forward.push(...page.items.map((item) => item.id));
    if (page.next === null) break;
    page = await read({ after: page.next });
  }
  for (;;) {
    backward.unshift(...page.items.map((item) => item.id));
    if (page.previous === null) break;
    page = await read({ before: page.previous });
  }
  return { forward, backward };
}

const emails = async (filter: Parameters<typeof listUsers>[1]) =>
  (await listUsers(prisma, filter, {})).items.map((user) => user.email);

describe("listUsers", () => {
  it("shows every person exactly once, forwards and backwards, and those without an address first", async () => {
    const { forward, backward } = await walk((request) => listUsers(prisma, {}, request));
    expect(forward).toHaveLength(133);
    expect(new Set(forward).size).toBe(133);
    expect(forward.slice(0, 2)).toEqual(["split_1", "split_2"]);
    expect(backward).toEqual(forward);
  });

  it("keeps its place when rows before the cursor come and go", async () => {
    const first = await listUsers(prisma, {}, {});
    const expected = await listUsers(prisma, {}, { after: first.next ?? "" });
    await prisma.user.create({ data: { id: "user_new", name: "New", email: "00-first@example.com" } });
    const second = await listUsers(prisma, {}, { after: first.next ?? "" });
    await prisma.user.delete({ where: { id: "user_new" } });
    expect(second.items).toEqual(expected.items);
  });

  it("takes a garbled cursor for none", async () => {
    const first = await listUsers(prisma, {}, {});
    expect(await listUsers(prisma, {}, { after: "%%%", before: "e30" })).toEqual(first);
  });

  it("finds by the beginning of e-mail, name and last name, whatever the case", async () => {
    expect(await emails({ q: "P12@" })).toEqual(["p12@example.com"]);
    expect(await emails({ q: " person 129 " })).toEqual(["p129@example.com"]);
    expect(await emails({ q: "ÖZT" })).toHaveLength(10);
    expect(await emails({ q: "nobody" })).toEqual([]);
  });

  it("pages through what it finds, forwards and backwards, by e-mail", async () => {
    const { forward, backward } = await walk((request) => listUsers(prisma, { q: "p" }, request));
    const sorted = await prisma.user.findMany({
      where: { email: { startsWith: "p" } },
      select: { id: true, email: true },
    });
    sorted.sort((a, b) => ((a.email ?? "") < (b.email ?? "") ? -1 : 1));
    expect(sorted).toHaveLength(130);
    expect(forward).toEqual(sorted.map(({ id }) => id));
    expect(backward).toEqual(forward);
  });

  it("finds the first of more than it sorts, and the first of few at the order's end", async () => {
    const many = prismaClient((await testDatabase()).url);
    await many.$executeRaw`
      INSERT INTO users (id, name, email, email_verified)
      SELECT 'user_' || n, 'Person', 'z' || lpad((200000 - n)::text, 6, '0') || '@example.com', true
      FROM generate_series(1, 100050) AS n`;
    const first = async (q: string) => (await listUsers(many, { q }, {})).items[0]?.email;
    expect(await first("person")).toBe("z099950@example.com");
    expect(await first("z19999")).toBe("z199990@example.com");
  });

  it("takes % and _ for what they are", async () => {
    expect(await emails({ q: "%" })).toEqual([]);
    expect(await emails({ q: "_" })).toEqual(["_under%score@example.com"]);
    expect(await emails({ q: "100%" })).toEqual(["_under%score@example.com"]);
  });

  it("finds a person by our id and by any of their source ids", async () => {
    expect(await emails({ q: "user_0" })).toEqual(["p0@example.com"]);
    expect(await emails({ q: "user_01BBB" })).toEqual(["p0@example.com"]);
    expect(await emails({ q: "workos:user_01AAA" })).toEqual(["p0@example.com"]);
    expect(await emails({ q: "user_01" })).toEqual([]);
  });

  it("filters by pending migration e-mail and by organization, together with a search", async () => {
    expect(await emails({ isMigrationEmailPending: true })).toHaveLength(13);
    expect(await emails({ isMigrationEmailPending: true, q: "p1" })).toHaveLength(4);
    const { forward } = await walk((request) => listUsers(prisma, { organizationId: "org_a" }, request));
    expect(new Set(forward).size).toBe(70);
    expect(await emails({ organizationId: "org_b" })).toEqual(["p0@example.com"]);
  });

  it("counts sources and organizations of each person", async () => {
    const [person] = (await listUsers(prisma, { q: "p0@" }, {})).items;
    expect(person).toMatchObject({
      sourceCount: 2,
      organizationCount: 2,
      organizations: [
        { id: "org_a", name: "Acme" },
        { id: "org_b", name: "Bolt" },
      ],
    });
  });

  it("counts what the filter finds", async () => {
    expect(await countUsers(prisma, {})).toEqual({ count: 133, precision: "exact" });
    expect(await countUsers(prisma, { organizationId: "org_a", q: "p1" })).toEqual({
      count: 11,
      precision: "exact",
    });
  });
});

describe("listMembers", () => {
  it("shows every member exactly once, by e-mail", async () => {
    const { forward, backward } = await walk((request) =>
      listMembers(prisma, { organizationId: "org_a" }, request),
    );
    expect(new Set(forward).size).toBe(70);
    expect(backward).toEqual(forward);
    const [first] = (await listMembers(prisma, { organizationId: "org_a" }, {})).items;
    expect(first).toMatchObject({ email: "p0@example.com", role: "member", status: "active" });
  });

  it("searches among the members alone", async () => {
    const found = await listMembers(prisma, { organizationId: "org_b", q: "p" }, {});
    expect(found.items.map((member) => member.email)).toEqual(["p0@example.com"]);
  });
});
