import { hkdfSync } from "node:crypto";
import { passkey } from "@better-auth/passkey";
import { type BetterAuthPlugin, betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { APIError, createAuthEndpoint, createAuthMiddleware } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { nextCookies } from "better-auth/next-js";
import { magicLink } from "better-auth/plugins";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { AppError } from "../errors.ts";
import { type IdentityConfig, identityConfig } from "./identity-config.ts";
import { addedPasskey, recordPasskeyAdded } from "./passkeys.ts";
import { safeNextPath } from "./requested-path.ts";
import { mailRoute, requireMail, sendMail } from "./send-mail.ts";
import { signInMail } from "./sign-in-mail.ts";

const linkMinutes = 15;
const maxLinksAtOnce = 5;
const daySeconds = 24 * 60 * 60;

/** The sign-in of the dashboard's operators, on tables of their own: no import can ever reach them. */
export type OperatorAuth = ReturnType<typeof createOperatorAuth>;

let shared: OperatorAuth | undefined;

/** This process's instance, made from the environment when it is first needed. */
export function operatorAuth(): OperatorAuth {
  shared ??= createOperatorAuth(identityConfig());
  return shared;
}

/**
 * Magic link and passkey, no password and no sign-up: operators exist because an administrator invited them
 * or the set-up link made them.
 */
export function createOperatorAuth(config: IdentityConfig) {
  const { prisma } = config;
  const appUrl = new URL(config.appUrl);
  return betterAuth({
    appName: "Authio Migrate",
    baseURL: appUrl.origin,
    basePath: "/api/auth",
    trustedOrigins: [appUrl.origin],
    secret: derivedSecret(config.encryptionKey),
    telemetry: { enabled: false },
    database: prismaAdapter(prisma, { provider: "postgresql", transaction: true }),
    user: {
      modelName: "operator",
      additionalFields: { role: { type: "string", required: true, input: false, defaultValue: "member" } },
    },
    session: { modelName: "operatorSession", expiresIn: 7 * daySeconds, updateAge: daySeconds },
    account: { modelName: "operatorAccount" },
    verification: { modelName: "operatorVerification" },
    advanced: {
      cookiePrefix: "authio-migrate",
      // The default of 100 cuts lists without a word.
      database: { defaultFindManyLimit: 1_000_000 },
    },
    // Only requests over HTTP are counted, by address: see `maySendLink` for a limit that no number of addresses gets around.
    rateLimit: { enabled: true, window: 60, max: 60 },
    hooks: {
      before: createAuthMiddleware(async (ctx) => {
        // An administrator's invitation is no HTTP request and meets no such limits.
        if (ctx.path !== "/sign-in/magic-link" || !ctx.request) return;
        // Told to everybody alike, before we look whether we know the address.
        await asApiError(() => requireMail(config));
        const email = z.object({ email: z.email() }).safeParse(ctx.body).data?.email;
        // Better Auth would call sendMagicLink for unknown addresses too, and keep a token for each.
        if (email && !(await maySendLink(config, email))) return ctx.json({ status: true });
      }),
      after: createAuthMiddleware(async (ctx) => {
        if (ctx.path !== "/passkey/verify-registration") return;
        const added = addedPasskey.safeParse(ctx.context.returned).data;
        if (added) await recordPasskeyAdded(prisma, added);
      }),
    },
    databaseHooks: {
      session: {
        create: {
          after: async (session, ctx) => {
            const operator = await prisma.operator.findUniqueOrThrow({ where: { id: session.userId } });
            const { id, name, email } = operator;
            const method = ctx?.path?.startsWith("/passkey")
              ? "passkey"
              : ctx?.path
                ? "magic_link"
                : "setup_link";
            const subject = { kind: "operator", id };
            await recordAudit(prisma, { kind: "operator", id, name, email }, "operator.signed_in", subject, {
              method,
            });
          },
        },
      },
    },
    plugins: [
      magicLink({
        expiresIn: linkMinutes * 60,
        storeToken: "hashed",
        disableSignUp: true,
        rateLimit: { window: 60, max: 5 },
        sendMagicLink: async ({ email, token }, ctx) => {
          const sending = sendLink(config, email, token, ctx?.body?.callbackURL);
          // Over HTTP the answer must not wait for the mail server: the time it takes would tell a stranger
          // which addresses we know. An administrator who invites wants to hear of a failure.
          // And in the outbox the reader looks at once.
          if (!ctx?.request || mailRoute(config) === "outbox") return sending;
          sending.catch((error: Error) => console.error(`Could not send a sign-in link: ${error.message}`));
        },
      }),
      passkey({
        rpID: appUrl.hostname,
        rpName: "Authio Migrate",
        origin: appUrl.origin,
        schema: { passkey: { modelName: "operatorPasskey" } },
      }),
      serverSessions,
      nextCookies(),
    ],
  });
}

/** `auth.api.openOperatorSession`: a session without a challenge, for who held the set-up link. Not on HTTP. */
const serverSessions = {
  id: "server-sessions",
  endpoints: {
    openOperatorSession: createAuthEndpoint.serverOnly(
      { method: "POST", requireHeaders: true, body: z.object({ operatorId: z.string() }) },
      async (ctx) => {
        const user = await ctx.context.internalAdapter.findUserById(ctx.body.operatorId);
        if (!user) throw new APIError("NOT_FOUND");
        const session = await ctx.context.internalAdapter.createSession(user.id);
        await setSessionCookie(ctx, { session, user });
        return ctx.json({ token: session.token });
      },
    ),
  },
} satisfies BetterAuthPlugin;

/** A known operator who has not been sent too many links that are still good. */
async function maySendLink({ prisma }: IdentityConfig, email: string): Promise<boolean> {
  const address = email.toLowerCase();
  const operator = await prisma.operator.findUnique({ where: { email: address }, select: { id: true } });
  if (!operator) return false;
  const [{ count }] = await prisma.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS count FROM operator_verifications
    WHERE identifier LIKE 'magic-link:%' AND expires_at > now() AND lower(value::jsonb ->> 'email') = ${address}`;
  return count < maxLinksAtOnce;
}

async function sendLink(
  config: IdentityConfig,
  email: string,
  token: string,
  callbackURL?: string,
): Promise<void> {
  const operator = await config.prisma.operator.findUnique({ where: { email: email.toLowerCase() } });
  if (!operator) return;
  // Behind the # the token reaches no server log and no proxy, and a mail scanner that opens the link uses
  // nothing up: the page asks for one press of a button.
  const url = new URL("/sign-in/confirm", config.appUrl);
  url.searchParams.set("next", safeNextPath(callbackURL));
  url.hash = token;
  await sendMail(
    config,
    signInMail({ operator, url: url.href, minutes: linkMinutes, appUrl: config.appUrl }),
  );
}

async function asApiError(check: () => void): Promise<void> {
  try {
    check();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new APIError("SERVICE_UNAVAILABLE", {
      code: error.code,
      message: `${error.message} ${error.whatToDo}`,
    });
  }
}

/** A key of its own for signing cookies: one that leaks says nothing about the master key. */
function derivedSecret(encryptionKey: string): string {
  return Buffer.from(hkdfSync("sha256", encryptionKey, "", "authio-migrate operator sessions", 32)).toString(
    "base64url",
  );
}
