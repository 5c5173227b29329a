import { Inbox } from "lucide-react";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { MailText } from "@/components/identity/mail-text.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { identityConfig } from "@/lib/identity/identity-config.ts";
import { isLoopbackRequest } from "@/lib/identity/loopback.ts";
import { mailRoute, readOutbox } from "@/lib/identity/send-mail.ts";

export const metadata: Metadata = { title: "Outbox" };

/** Sign-in links are in these mails: shown to who sits at this machine, and to nobody else. */
export default async function OutboxPage() {
  const requestHeaders = await headers();
  const config = identityConfig();
  if (mailRoute(config) !== "outbox" || !isLoopbackRequest(requestHeaders)) notFound();
  const messages = await readOutbox(config.prisma);
  return (
    <>
      <h1 className="font-semibold text-xl tracking-tight">Outbox</h1>
      <p className="mt-1 mb-5 text-muted-foreground">
        No mail server is set up (<code>SMTP_URL</code>), so mails stay here, for a day, readable on this
        machine only.
      </p>
      {messages.length === 0 ? (
        <EmptyState icon={Inbox} title="No mail in the last day" className="py-8" />
      ) : (
        <ol className="flex flex-col divide-y divide-border">
          {messages.map((message) => (
            <li key={message.id} className="flex flex-col gap-1 py-4 first:pt-0 last:pb-0">
              <h2 className="font-medium">{message.subject}</h2>
              <p className="flex flex-wrap justify-between gap-x-3 text-muted-foreground text-sm">
                <span className="break-all">{message.recipient}</span>
                <RelativeTime value={message.createdAt} />
              </p>
              <MailText text={message.text} />
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
