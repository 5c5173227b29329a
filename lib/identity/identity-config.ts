import { prismaClient } from "../database/prisma.ts";
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

/** From the environment, which the start command has completed by the time requests come. */
export function identityConfig(): IdentityConfig {
  const { DATABASE_URL, APP_URL, APP_ENCRYPTION_KEY, SMTP_URL, MAIL_FROM } = process.env;
  const appUrl = APP_URL ?? "http://localhost:3000";
  return {
    prisma: prismaClient(DATABASE_URL ?? ""),
    appUrl,
    encryptionKey: APP_ENCRYPTION_KEY ?? "",
    smtpUrl: SMTP_URL ?? null,
    mailFrom: MAIL_FROM ?? `Authio Migrate <no-reply@${new URL(appUrl).hostname}>`,
  };
}
