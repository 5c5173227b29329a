import { randomUUID } from "node:crypto";
import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { magicLink } from "better-auth/plugins";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { closeDatabasePools, databasePool } from "../database/pool.ts";
import { prismaClient } from "../database/prisma.ts";
import { testDatabase } from "../database/test-database.ts";
import type { PrismaClient } from "../generated/prisma/client.ts";
import { createOperatorAuth } from "./operator-auth.ts";

/** Sign-in of imported people, as small as it can be: on the directory's tables, which imports fill. */
function createPeopleAuth(prisma: PrismaClient, sent: Map<string, string>) {
  return betterAuth({
    baseURL: "http://localhost:4100",
    basePath: "/people",
    secret: "p".repeat(64),
    telemetry: { enabled: false },
    database: prismaAdapter(prisma, { provider: "postgresql", transaction: true }),
    advanced: { cookiePrefix: "people", database: { defaultFindManyLimit: 1_000_000 } },
    plugins: [
      magicLink({
        storeToken: "hashed",
        disableSignUp: true,
        sendMagicLink: ({ email, token }) => void sent.set(email, token),
      }),
    ],
  });
}

describe("the directory's tables", () => {
  const sent = new Map<string, string>();
  let prisma: PrismaClient;
  let peopleAuth: ReturnType<typeof createPeopleAuth>;
  let operatorAuth: ReturnType<typeof createOperatorAuth>;

  beforeAll(async () => {
    vi.spyOn(console, "log").mockImplementation(() => {});
    const { url } = await testDatabase();
    prisma = prismaClient(url);
    peopleAuth = createPeopleAuth(prisma, sent);
    const mail = { smtpUrl: null, mailFrom: "a@example.com" };
    operatorAuth = createOperatorAuth({
      prisma,
      appUrl: "http://localhost:4100",
      encryptionKey: "ab".repeat(32),
      ...mail,
    });
    // As an import writes people: rows in bulk, no account, nothing that Better Auth made.
    await databasePool(url).query(`
      INSERT INTO users (id, name, email, email_verified, primary_source_key)
      SELECT 'user_' || n, 'Person ' || n, 'person' || n || '@example.com', n % 2 = 0, 'workos:user_' || n
      FROM generate_series(1, 500) n`);
  });
  afterAll(closeDatabasePools);

  async function signInAsPerson(email: string) {
    await peopleAuth.api.signInMagicLink({ body: { email }, headers: new Headers() });
    const token = sent.get(email) ?? "";
    const { headers, response } = await peopleAuth.api.magicLinkVerify({
      query: { token },
      headers: new Headers(),
      returnHeaders: true,
    });
    return { cookie: headers.get("set-cookie")?.split(";")[0] ?? "", user: response?.user };
  }

  it.each(["person1@example.com", "person2@example.com"])(
    "sign in %s, who was imported without an account row",
    async (email) => {
      const { cookie, user } = await signInAsPerson(email);
      expect(user).toMatchObject({ email, emailVerified: true });
      const session = await peopleAuth.api.getSession({ headers: new Headers({ cookie }) });
      expect(session?.user.email).toBe(email);
    },
  );

  it("keep people out of the dashboard, whatever cookie they show", async () => {
    const { cookie } = await signInAsPerson("person3@example.com");
    const [, value] = cookie.split("=", 2);
    const asOperator = new Headers({ cookie: `authio-migrate.session_token=${value}; ${cookie}` });
    expect(await operatorAuth.api.getSession({ headers: asOperator })).toBeNull();
  });

  it("and the operators' tables never touch each other", async () => {
    const email = "person4@example.com";
    const operator = { id: randomUUID(), name: "Same address", email, role: "admin" };
    await prisma.operator.create({ data: operator });
    const personBefore = await prisma.user.findUniqueOrThrow({ where: { email } });
    const sessionsBefore = await prisma.session.count();

    await operatorAuth.api.signInMagicLink({ body: { email }, headers: new Headers() });
    const mail = await prisma.outboxMessage.findFirstOrThrow({ where: { recipient: email } });
    const token = /#(\w+)/.exec(mail.text)?.[1] ?? "";
    // A token of one is nothing to the other.
    await expect(
      peopleAuth.api.magicLinkVerify({ query: { token }, headers: new Headers() }),
    ).rejects.toThrow();
    await operatorAuth.api.magicLinkVerify({ query: { token }, headers: new Headers() });
    expect(await prisma.user.findUniqueOrThrow({ where: { email } })).toEqual(personBefore);
    expect(await prisma.session.count()).toBe(sessionsBefore);
    expect(await prisma.operatorSession.count()).toBe(1);

    await signInAsPerson(email);
    expect(await prisma.operatorSession.count()).toBe(1);
    await prisma.user.delete({ where: { email } });
    expect(await prisma.operator.findUnique({ where: { email } })).toMatchObject({
      name: "Same address",
      role: "admin",
    });
  });
});
