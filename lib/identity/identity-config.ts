import { prismaClient } from "../database/prisma.ts";
import { encryptionKey, readEnv } from "../env.ts";
import { AppError } from "../errors.ts";
import type { PrismaClient } from "../generated/prisma/client.ts";

export type IdentityConfig = {
  prisma: PrismaClient;
  /** Where browsers reach the dashboard, such as `https://migrate.example.com`. */
  appUrl: string;
  /** The installation's master key. */
  encryptionKey: string;
  /** Null: no mail server. */
  smtpUrl: string | null;
  /** The sender of mails, such as `Authio Migrate <migrate@example.com>`. */
  mailFrom: string;
};

/**
 * From the environment, which the start command has completed by the time requests come.
 * Throws `misconfigured` without a database.
 */
export function identityConfig(): IdentityConfig {
  const { DATABASE_URL, APP_URL, PORT, SMTP_URL, MAIL_FROM } = readEnv();
  if (!DATABASE_URL) {
    throw new AppError(
      "misconfigured",
      "The dashboard has no database.",
      "Start it with `npm start`, which brings one, or set DATABASE_URL.",
    );
  }
  return {
    prisma: prismaClient(DATABASE_URL),
    appUrl: APP_URL ?? `http://localhost:${PORT ?? 3000}`,
    encryptionKey: encryptionKey(),
    smtpUrl: SMTP_URL ?? null,
    mailFrom: MAIL_FROM,
  };
}
