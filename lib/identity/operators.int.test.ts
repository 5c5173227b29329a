import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { closeDatabasePools } from "../database/pool.ts";
import { prismaClient } from "../database/prisma.ts";
import { testDatabase } from "../database/test-database.ts";
import type { PrismaClient } from "../generated/prisma/client.ts";
import type { Operator } from "./actor.ts";
import { changeOperatorRole, inviteOperator, listOperators, removeOperator } from "./operators.ts";

describe("operators", () => {
  let prisma: PrismaClient;
  let ada: Operator;

  async function addAdmin(name: string): Promise<Operator> {
    const email = `${name.toLowerCase()}@example.com`;
    const data = { id: randomUUID(), name, email, role: "admin", emailVerified: true };
    await prisma.operator.create({ data });
    return { kind: "operator", id: data.id, name, email } as Operator;
  }

  beforeEach(async () => {
    prisma = prismaClient((await testDatabase()).url);
    ada = await addAdmin("Ada");
  });
  afterAll(closeDatabasePools);

  it("are listed as invited until they sign in, and their invitation is on record", async () => {
    const { operatorId } = await inviteOperator(prisma, ada, { email: "bob@example.com", role: "admin" });
    expect(await listOperators(prisma)).toMatchObject([
      { id: ada.id, isInvited: false },
      { id: operatorId, email: "bob@example.com", role: "admin", isInvited: true },
    ]);
    expect(await prisma.auditEvent.findMany()).toMatchObject([
      { action: "operator.invited", actorId: ada.id, subjectId: operatorId, details: { role: "admin" } },
    ]);
  });

  it("cannot be invited twice, not even at once", async () => {
    const invite = () => inviteOperator(prisma, ada, { email: "bob@example.com", role: "member" });
    const results = await Promise.allSettled([invite(), invite()]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await prisma.auditEvent.count()).toBe(1);
  });

  it("keep their last administrator", async () => {
    await expect(changeOperatorRole(prisma, ada, ada.id, "member")).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(removeOperator(prisma, ada, ada.id)).rejects.toMatchObject({ code: "conflict" });
    expect(await prisma.auditEvent.count()).toBe(0);
  });

  it("do not count an invited administrator who never signed in as the one who stays", async () => {
    await inviteOperator(prisma, ada, { email: "tpyo@example.com", role: "admin" });
    await expect(removeOperator(prisma, ada, ada.id)).rejects.toMatchObject({ code: "conflict" });
  });

  it("keep one administrator when two demote each other at the same moment", async () => {
    for (let round = 0; round < 10; round++) {
      const bob = await addAdmin(`Bob${round}`);
      const results = await Promise.allSettled([
        changeOperatorRole(prisma, ada, bob.id, "member"),
        changeOperatorRole(prisma, bob, ada.id, "member"),
      ]);
      expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect(await prisma.operator.count({ where: { role: "admin" } })).toBe(1);
      await prisma.operator.updateMany({ where: { id: ada.id }, data: { role: "admin" } });
      await prisma.operator.deleteMany({ where: { id: bob.id } });
    }
  });

  it("lose their sessions and passkeys when they are removed", async () => {
    const bob = await addAdmin("Bob");
    const session = { id: "s", token: "t", expiresAt: new Date(Date.now() + 60_000), userId: bob.id };
    await prisma.operatorSession.create({ data: session });
    await removeOperator(prisma, ada, bob.id);
    expect(await prisma.operatorSession.count()).toBe(0);
    expect(await prisma.auditEvent.findMany()).toMatchObject([
      { action: "operator.removed", actorName: "Ada", details: { email: "bob@example.com", role: "admin" } },
    ]);
  });
});
