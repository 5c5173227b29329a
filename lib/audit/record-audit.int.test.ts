import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabasePools } from "../database/pool.ts";
import { prismaClient } from "../database/prisma.ts";
import { testDatabase } from "../database/test-database.ts";
import type { PrismaClient } from "../generated/prisma/client.ts";
import { recordAudit } from "./record-audit.ts";

describe("the audit list", () => {
  let prisma: PrismaClient;
  beforeAll(async () => {
    prisma = prismaClient((await testDatabase()).url);
    await recordAudit(
      prisma,
      { kind: "cli", name: "root" },
      "import.confirmed",
      { kind: "import", id: "imp_1" },
      { n: 3 },
    );
  });
  afterAll(closeDatabasePools);

  it("keeps who did what to what", async () => {
    expect(await prisma.auditEvent.findMany()).toMatchObject([
      {
        actorKind: "cli",
        actorName: "root",
        action: "import.confirmed",
        subjectId: "imp_1",
        details: { n: 3 },
      },
    ]);
  });

  it("cannot be changed or shortened", async () => {
    await expect(prisma.auditEvent.updateMany({ data: { actorName: "nobody" } })).rejects.toThrow(
      "append-only",
    );
    await expect(prisma.auditEvent.deleteMany()).rejects.toThrow("append-only");
    expect(await prisma.auditEvent.count()).toBe(1);
  });

  it("forgets what its transaction took back", async () => {
    const undone = prisma.$transaction(async (tx) => {
      await recordAudit(tx, { kind: "system", name: "worker" }, "import.finished", null);
      throw new Error("taken back");
    });
    await expect(undone).rejects.toThrow("taken back");
    expect(await prisma.auditEvent.count()).toBe(1);
  });
});
