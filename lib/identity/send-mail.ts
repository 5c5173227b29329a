import { randomUUID } from "node:crypto";
import { createTransport } from "nodemailer";
import { AppError } from "../errors.ts";
import type { IdentityConfig } from "./identity-config.ts";
import { isLoopbackHost } from "./loopback.ts";

export type Mail = { to: string; subject: string; text: string };

type MailConfig = Pick<IdentityConfig, "prisma" | "appUrl" | "smtpUrl" | "mailFrom">;

/** How mail leaves: by SMTP; on a machine of one's own into the outbox; or not at all. */
export function mailRoute({
  appUrl,
  smtpUrl,
}: Pick<MailConfig, "appUrl" | "smtpUrl">): "smtp" | "outbox" | "none" {
  if (smtpUrl) return "smtp";
  return isLoopbackHost(new URL(appUrl).host) ? "outbox" : "none";
}

/** Throws `misconfigured` when no mail can leave. */
export function requireMail(config: Pick<MailConfig, "appUrl" | "smtpUrl">): void {
  if (mailRoute(config) !== "none") return;
  throw new AppError(
    "misconfigured",
    "This dashboard cannot send mail, so there are no sign-in links.",
    "Set SMTP_URL on the server (smtp://user:password@host:587) and restart it, or sign in with a passkey.",
  );
}

/**
 * Sends a mail by SMTP. Without SMTP, and only on loopback, prints it and keeps it for a day at /outbox.
 * Throws `misconfigured` where neither is possible, `unavailable` when the mail server refuses.
 */
export async function sendMail(config: MailConfig, mail: Mail): Promise<void> {
  requireMail(config);
  if (mailRoute(config) === "outbox") return keepInOutbox(config, mail);
  const transport = createTransport(config.smtpUrl ?? "");
  try {
    await transport.sendMail({ from: config.mailFrom, ...mail });
  } catch (error) {
    throw new AppError(
      "unavailable",
      `The mail server did not take the mail to ${mail.to}.`,
      "Check SMTP_URL and the mail server's log.",
      { cause: error },
    );
  } finally {
    transport.close();
  }
}

async function keepInOutbox({ prisma, appUrl }: MailConfig, mail: Mail): Promise<void> {
  await deleteOldMessages(prisma);
  await prisma.outboxMessage.create({
    data: { id: randomUUID(), recipient: mail.to, subject: mail.subject, text: mail.text },
  });
  console.log(
    `\nMail to ${mail.to} (no SMTP_URL is set; also at ${new URL("/outbox", appUrl).href})\n${mail.text}`,
  );
}

/** What was kept in the last day, newest first. */
export async function readOutbox(prisma: IdentityConfig["prisma"]) {
  await deleteOldMessages(prisma);
  return prisma.outboxMessage.findMany({ orderBy: { createdAt: "desc" }, take: 50 });
}

async function deleteOldMessages(prisma: IdentityConfig["prisma"]): Promise<void> {
  const dayAgo = new Date(Date.now() - 24 * 60 * 60 * 1000);
  await prisma.outboxMessage.deleteMany({ where: { createdAt: { lt: dayAgo } } });
}
