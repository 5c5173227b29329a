import { randomInt, randomUUID } from "node:crypto";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { closeDatabasePools } from "../database/pool.ts";
import { prismaClient } from "../database/prisma.ts";
import { testDatabase } from "../database/test-database.ts";
import type { IdentityConfig } from "./identity-config.ts";
import { createOperatorAuth } from "./operator-auth.ts";

const origin = "http://localhost:4100";

async function setUp(changes: Partial<IdentityConfig> = {}) {
  const { url } = await testDatabase();
  const prisma = prismaClient(url);
  const config = {
    prisma,
    appUrl: origin,
    encryptionKey: "k".repeat(43),
    smtpUrl: null,
    mailFrom: "a@b.c",
    ...changes,
  };
  const auth = createOperatorAuth(config);
  const addOperator = (email: string, role = "admin") =>
    prisma.operator.create({ data: { id: randomUUID(), name: "Ada", email, role } });
  const askForLink = (email: string, ip = randomAddress(), callbackURL = "/migrate/workos") =>
    auth.handler(
      new Request(`${origin}/api/auth/sign-in/magic-link`, {
        method: "POST",
        headers: { "content-type": "application/json", origin, "x-forwarded-for": ip },
        body: JSON.stringify({ email, callbackURL }),
      }),
    );
  return { auth, prisma, addOperator, askForLink };
}

/** Callers are counted by address, and the count outlives a test. */
const randomAddress = () => `10.1.${randomInt(256)}.${randomInt(256)}`;

async function readLink(prisma: IdentityConfig["prisma"], email: string): Promise<URL> {
  // Over HTTP the mail is written after the answer.
  await expect.poll(() => prisma.outboxMessage.count({ where: { recipient: email } })).toBeGreaterThan(0);
  const message = await prisma.outboxMessage.findFirstOrThrow({ where: { recipient: email } });
  return new URL(/https?:\S+#\S+/.exec(message.text)?.[0] ?? "");
}

beforeEach(() => {
  vi.spyOn(console, "log").mockImplementation(() => {});
});
afterAll(closeDatabasePools);

describe("the magic link", () => {
  let world: Awaited<ReturnType<typeof setUp>>;
  beforeEach(async () => {
    world = await setUp();
  });

  it("signs an operator in once, keeps the token hashed and behind the #", async () => {
    const { auth, prisma, addOperator, askForLink } = world;
    const ada = await addOperator("ada@example.com");
    expect((await askForLink("Ada@Example.com")).status).toBe(200);

    const link = await readLink(prisma, "ada@example.com");
    const token = link.hash.slice(1);
    expect(link.pathname).toBe("/sign-in/confirm");
    expect(link.searchParams.get("next")).toBe("/migrate/workos");
    const stored = await prisma.operatorVerification.findMany();
    expect(JSON.stringify(stored)).not.toContain(token);

    const signIn = await auth.api.magicLinkVerify({
      query: { token },
      headers: new Headers(),
      returnHeaders: true,
    });
    const cookie = signIn.headers.get("set-cookie")?.split(";")[0] ?? "";
    const session = await auth.api.getSession({ headers: new Headers({ cookie }) });
    expect(session?.user).toMatchObject({ id: ada.id, role: "admin", emailVerified: true });

    await expect(
      auth.api.magicLinkVerify({ query: { token }, headers: new Headers() }),
    ).rejects.toMatchObject({
      status: "FOUND",
    });
    const events = await prisma.auditEvent.findMany();
    expect(events).toMatchObject([
      { action: "operator.signed_in", actorId: ada.id, details: { method: "magic_link" } },
    ]);
  });

  it("answers unknown addresses alike and keeps and sends nothing for them", async () => {
    const { prisma, addOperator, askForLink } = world;
    await addOperator("ada@example.com");
    const known = await askForLink("ada@example.com");
    const unknown = await askForLink("eve@example.com");
    expect(unknown.status).toBe(known.status);
    expect(await unknown.text()).toBe(await known.text());
    await readLink(prisma, "ada@example.com");
    expect(await prisma.operatorVerification.count()).toBe(1);
    expect(await prisma.outboxMessage.count()).toBe(1);
  });

  it("is good for 15 minutes", async () => {
    const { auth, prisma, addOperator, askForLink } = world;
    await addOperator("ada@example.com");
    await askForLink("ada@example.com");
    const link = await readLink(prisma, "ada@example.com");
    const { expiresAt } = await prisma.operatorVerification.findFirstOrThrow();
    expect(expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(15 * 60_000);
    expect(expiresAt.getTime() - Date.now()).toBeGreaterThan(14 * 60_000);
    await prisma.operatorVerification.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } });
    const late = auth.api.magicLinkVerify({ query: { token: link.hash.slice(1) }, headers: new Headers() });
    await expect(late).rejects.toMatchObject({ status: "FOUND" });
    expect(await prisma.operatorSession.count()).toBe(0);
  });

  it("is not sent a sixth time, from however many addresses it is asked for", async () => {
    const { prisma, addOperator, askForLink } = world;
    await addOperator("ada@example.com");
    for (let index = 0; index < 7; index++) await askForLink("ada@example.com", `10.0.1.${index}`);
    await expect.poll(() => prisma.outboxMessage.count()).toBe(5);
    expect(await prisma.operatorVerification.count()).toBe(5);
  });

  it("is refused to one caller who asks too often", async () => {
    const { askForLink } = world;
    const statuses: number[] = [];
    for (let index = 0; index < 6; index++)
      statuses.push((await askForLink(`x${index}@example.com`, "10.9.9.9")).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  });

  it("leads nowhere else than into the dashboard", async () => {
    const { prisma, addOperator, askForLink } = world;
    await addOperator("ada@example.com");
    for (const elsewhere of ["https://evil.example/x", "//evil.example", "/api/auth/sign-out"]) {
      await prisma.outboxMessage.deleteMany();
      await askForLink("ada@example.com", randomAddress(), elsewhere);
      const link = await readLink(prisma, "ada@example.com");
      expect(link.origin).toBe(origin);
      expect(link.searchParams.get("next")).toBe("/migrate");
    }
  });
});

describe("without a mail server", () => {
  it("says so to everybody alike where the dashboard is not on loopback, and prints no link", async () => {
    const { prisma, addOperator, auth } = await setUp({ appUrl: "https://migrate.example.com" });
    await addOperator("ada@example.com");
    for (const email of ["ada@example.com", "eve@example.com"]) {
      const response = await auth.handler(
        new Request("https://migrate.example.com/api/auth/sign-in/magic-link", {
          method: "POST",
          headers: { "content-type": "application/json", origin: "https://migrate.example.com" },
          body: JSON.stringify({ email }),
        }),
      );
      expect(response.status).toBe(503);
      expect(await response.json()).toMatchObject({
        code: "misconfigured",
        message: expect.stringContaining("SMTP_URL"),
      });
    }
    expect(await prisma.outboxMessage.count()).toBe(0);
    expect(await prisma.operatorVerification.count()).toBe(0);
  });
});

describe("roles", () => {
  it("cannot be given to oneself through the sign-in endpoints", async () => {
    const { auth, prisma, addOperator } = await setUp();
    const member = await addOperator("mem@example.com", "member");
    const { headers } = await auth.api.openOperatorSession({
      body: { operatorId: member.id },
      headers: new Headers(),
      returnHeaders: true,
    });
    const cookie = headers.get("set-cookie")?.split(";")[0] ?? "";
    await auth.handler(
      new Request(`${origin}/api/auth/update-user`, {
        method: "POST",
        headers: { "content-type": "application/json", origin, cookie },
        body: JSON.stringify({ name: "Mem", role: "admin" }),
      }),
    );
    expect((await prisma.operator.findUniqueOrThrow({ where: { id: member.id } })).role).toBe("member");
  });
});
