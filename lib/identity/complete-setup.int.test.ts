import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { closeDatabasePools } from "../database/pool.ts";
import { prismaClient } from "../database/prisma.ts";
import { testDatabase } from "../database/test-database.ts";
import type { PrismaClient } from "../generated/prisma/client.ts";
import { completeSetup } from "./complete-setup.ts";
import { createRecoverLink, ensureSetupLink } from "./setup-link.ts";

const appUrl = "http://localhost:4100";
const ada = { name: "Ada", email: "ada@example.com" };
const bob = { name: "Bob", email: "bob@example.com" };
const codeOf = (link: string | null) => new URL(link ?? "").hash.slice(1).split("&")[0] ?? "";

describe("the set-up link", () => {
  let prisma: PrismaClient;
  beforeEach(async () => {
    prisma = prismaClient((await testDatabase()).url);
  });
  afterAll(closeDatabasePools);

  it("keeps its code behind the # and only a hash in the database", async () => {
    const link = await ensureSetupLink({ prisma, appUrl });
    expect(new URL(link ?? "").pathname).toBe("/setup");
    expect(new URL(link ?? "").search).toBe("");
    expect(JSON.stringify(await prisma.setupLink.findMany())).not.toContain(codeOf(link).slice(-20));
  });

  it("makes the first administrator and is never printed again", async () => {
    const code = codeOf(await ensureSetupLink({ prisma, appUrl }));
    const { operatorId } = await completeSetup(prisma, { code, ...ada });
    expect(await prisma.operator.findMany()).toMatchObject([{ id: operatorId, ...ada, role: "admin" }]);
    expect(await prisma.auditEvent.findMany()).toMatchObject([
      { action: "setup.completed", actorId: operatorId },
    ]);
    expect(await ensureSetupLink({ prisma, appUrl })).toBeNull();
  });

  it("makes one administrator however many use it at once", async () => {
    const code = codeOf(await ensureSetupLink({ prisma, appUrl }));
    const people = Array.from({ length: 8 }, (_, index) => ({ name: "X", email: `x${index}@example.com` }));
    const results = await Promise.allSettled(
      people.map((person) => completeSetup(prisma, { code, ...person })),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await prisma.operator.count()).toBe(1);
  });

  it("makes one administrator when several links were printed and all are used at once", async () => {
    const printed = await Promise.all(Array.from({ length: 8 }, () => ensureSetupLink({ prisma, appUrl })));
    const uses = printed.map((link, index) =>
      completeSetup(prisma, { code: codeOf(link), name: "X", email: `x${index}@example.com` }),
    );
    const results = await Promise.allSettled(uses);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await prisma.operator.count()).toBe(1);
  });

  it("is refused when it is made up, has expired or was used", async () => {
    await expect(completeSetup(prisma, { code: "setup-guess", ...ada })).rejects.toMatchObject({
      code: "forbidden",
    });
    const code = codeOf(await ensureSetupLink({ prisma, appUrl }));
    await prisma.setupLink.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } });
    await expect(completeSetup(prisma, { code, ...ada })).rejects.toMatchObject({ code: "forbidden" });
    expect(await prisma.operator.count()).toBe(0);
  });

  it("is refused for good once there is an administrator, unless it came from `authio admin recover`", async () => {
    const unused = codeOf(await ensureSetupLink({ prisma, appUrl }));
    await completeSetup(prisma, { code: codeOf(await ensureSetupLink({ prisma, appUrl })), ...ada });
    await expect(completeSetup(prisma, { code: unused, ...bob })).rejects.toMatchObject({ code: "conflict" });
    const asRecover = unused.replace("setup-", "recover-");
    await expect(completeSetup(prisma, { code: asRecover, ...bob })).rejects.toMatchObject({
      code: "forbidden",
    });

    const recover = codeOf(await createRecoverLink({ prisma, appUrl }));
    await completeSetup(prisma, { code: recover, ...bob });
    expect(await prisma.operator.count({ where: { role: "admin" } })).toBe(2);
    await expect(completeSetup(prisma, { code: recover, ...bob })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("promotes the operator who has the address when it is a recover link", async () => {
    const member = await prisma.operator.create({ data: { id: randomUUID(), ...bob, role: "member" } });
    const link = await createRecoverLink({ prisma, appUrl }, bob.email);
    expect(link).toContain("email=bob%40example.com");
    const { operatorId } = await completeSetup(prisma, { code: codeOf(link), ...bob });
    expect(operatorId).toBe(member.id);
    expect((await prisma.operator.findUniqueOrThrow({ where: { id: member.id } })).role).toBe("admin");
  });
});
