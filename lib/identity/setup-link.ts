import { createHash, randomBytes } from "node:crypto";
import type { PrismaClient } from "../generated/prisma/client.ts";

type LinkConfig = { prisma: PrismaClient; appUrl: string };

const hour = 60 * 60 * 1000;
const setupLinkHours = 24;
const recoverLinkHours = 1;

/** A code says itself what it is good for; the kind is hashed with it, so one can't be turned into the other. */
export type LinkKind = "setup" | "recover";

export async function hasAdmin(db: Pick<PrismaClient, "operator">): Promise<boolean> {
  return (await db.operator.count({ where: { role: "admin" } })) > 0;
}

/**
 * While the dashboard has no administrator: a fresh one-time link that makes the first one, for the start
 * command to print. Null from then on. Good for a day; older links that were printed stay good as long.
 */
export async function ensureSetupLink({ prisma, appUrl }: LinkConfig): Promise<string | null> {
  if (await hasAdmin(prisma)) return null;
  return createLink({ prisma, appUrl }, "setup", setupLinkHours);
}

/**
 * A one-time link for a lock-out, printed by `authio admin recover`: whoever opens it within the hour becomes
 * an administrator, as a new operator or as the one who has the address they enter.
 *
 * @param email filled in on the page; the reader may change it.
 */
export async function createRecoverLink(config: LinkConfig, email?: string): Promise<string> {
  const link = await createLink(config, "recover", recoverLinkHours);
  return email ? `${link}&email=${encodeURIComponent(email)}` : link;
}

/** What a code can be good for, whether or not there is such a link. */
export function linkKind(code: string): LinkKind {
  return code.startsWith("recover-") ? "recover" : "setup";
}

/** How a code is stored. It has 256 random bits, so a fast hash is enough. */
export function hashCode(code: string): string {
  return createHash("sha256").update(code).digest("hex");
}

async function createLink({ prisma, appUrl }: LinkConfig, kind: LinkKind, hours: number): Promise<string> {
  const code = `${kind}-${randomBytes(32).toString("base64url")}`;
  const now = Date.now();
  await prisma.setupLink.deleteMany({ where: { expiresAt: { lt: new Date(now) } } });
  await prisma.setupLink.create({
    data: { codeHash: hashCode(code), expiresAt: new Date(now + hours * hour) },
  });
  // Behind the #: browsers never send it, so it reaches no log.
  return `${new URL("/setup", appUrl).href}#${code}`;
}
