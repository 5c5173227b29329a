import type { Metadata } from "next";
import { NameForm } from "@/components/identity/name-form.tsx";
import { PasskeyList } from "@/components/identity/passkey-list.tsx";
import { SessionList } from "@/components/identity/session-list.tsx";
import { Alert } from "@/components/ui/alert.tsx";
import { Card, CardContent, CardHeader } from "@/components/ui/card.tsx";
import { identityConfig } from "@/lib/identity/identity-config.ts";
import { listPasskeys } from "@/lib/identity/passkeys.ts";
import { requireAdminSession } from "@/lib/identity/require-admin.ts";
import { mailRoute } from "@/lib/identity/send-mail.ts";
import { listSessions } from "@/lib/identity/sessions.ts";
import { SettingsTabs } from "../settings-tabs.tsx";

export const metadata: Metadata = { title: "Account" };

export default async function AccountPage() {
  const { operator, sessionId } = await requireAdminSession();
  const config = identityConfig();
  const passkeys = await listPasskeys(config.prisma, operator);
  const sessions = await listSessions(config.prisma, operator);
  const needsPasskey = passkeys.length === 0 && mailRoute(config) === "none";
  return (
    <>
      <SettingsTabs current="account" />
      <div className="flex max-w-2xl flex-col gap-6">
        {needsPasskey && (
          <Alert tone="warning" title="Add a passkey before you leave">
            This dashboard has no mail server, so it cannot send sign-in links: without a passkey you cannot
            come back. Or set <code>SMTP_URL</code> on the server.
          </Alert>
        )}
        <Card aria-labelledby="profile">
          <CardHeader id="profile" title="Profile" description={operator.email} />
          <CardContent>
            <NameForm name={operator.name} />
          </CardContent>
        </Card>
        <PasskeyList passkeys={passkeys} />
        <SessionList sessions={sessions} ownId={sessionId} />
      </div>
    </>
  );
}
