import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { closeDatabasePools } from "../database/pool.ts";
import { prismaClient } from "../database/prisma.ts";
import { testDatabase } from "../database/test-database.ts";
import type { PrismaClient } from "../generated/prisma/client.ts";
import type { Operator } from "./actor.ts";
import { listPasskeys, removePasskey } from "./passkeys.ts";
import { endSession, listSessions } from "./sessions.ts";

describe("an operator's own account", () => {
  let prisma: PrismaClient;
  let ada: Operator;
  let bob: Operator;

  async function addOperator(name: string): Promise<Operator> {
    const data = { id: randomUUID(), name, email: `${name}@example.com`, role: "admin" };
    await prisma.operator.create({ data });
    return { ...data, kind: "operator" } as unknown as Operator;
  }

  async function addSession(of: Operator, expiresInMs = 60_000): Promise<string> {
    const expiresAt = new Date(Date.now() + expiresInMs);
    const data = { id: randomUUID(), token: randomUUID(), userId: of.id, expiresAt, userAgent: "Chrome/1" };
    return (await prisma.operatorSession.create({ data })).id;
  }

  beforeEach(async () => {
    prisma = prismaClient((await testDatabase()).url);
    ada = await addOperator("Ada");
    bob = await addOperator("Bob");
  });
  afterAll(closeDatabasePools);

  it("lists the sessions that have not run out, and nobody else's", async () => {
    const running = await addSession(ada);
    await addSession(ada, -1);
    await addSession(bob);
    expect(await listSessions(prisma, ada)).toMatchObject([{ id: running, userAgent: "Chrome/1" }]);
  });

  it("ends one session of many, on record, and never another operator's", async () => {
    const [first, second, theirs] = [await addSession(ada), await addSession(ada), await addSession(bob)];
    await endSession(prisma, ada, first);
    await expect(endSession(prisma, ada, first)).rejects.toMatchObject({ code: "not_found" });
    await expect(endSession(prisma, ada, theirs)).rejects.toMatchObject({ code: "not_found" });
    expect((await listSessions(prisma, ada)).map(({ id }) => id)).toEqual([second]);
    expect(await listSessions(prisma, bob)).toHaveLength(1);
    expect(await prisma.auditEvent.findMany()).toMatchObject([
      { action: "operator.session_ended", actorName: "Ada", subjectId: ada.id },
    ]);
  });

  it("removes a passkey, on record and by its name, and never another operator's", async () => {
    const addPasskey = (of: Operator, name: string) =>
      prisma.operatorPasskey.create({
        data: {
          id: randomUUID(),
          name,
          userId: of.id,
          publicKey: "",
          credentialID: randomUUID(),
          counter: 0,
          deviceType: "singleDevice",
          backedUp: false,
        },
      });
    const own = await addPasskey(ada, "Chrome on Linux");
    const theirs = await addPasskey(bob, "Safari on macOS");
    await removePasskey(prisma, ada, own.id);
    await expect(removePasskey(prisma, ada, own.id)).rejects.toMatchObject({ code: "not_found" });
    await expect(removePasskey(prisma, ada, theirs.id)).rejects.toMatchObject({ code: "not_found" });
    expect(await listPasskeys(prisma, ada)).toEqual([]);
    expect(await listPasskeys(prisma, bob)).toHaveLength(1);
    expect(await prisma.auditEvent.findMany()).toMatchObject([
      { action: "operator.passkey_removed", subjectId: ada.id, details: { passkey: "Chrome on Linux" } },
    ]);
  });
});
