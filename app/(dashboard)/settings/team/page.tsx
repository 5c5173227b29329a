import type { Metadata } from "next";
import { InviteOperator } from "@/components/identity/invite-operator.tsx";
import { OperatorTable } from "@/components/identity/operator-table.tsx";
import { identityConfig } from "@/lib/identity/identity-config.ts";
import { listOperators } from "@/lib/identity/operators.ts";
import { requireAdmin } from "@/lib/identity/require-admin.ts";
import { mailRoute } from "@/lib/identity/send-mail.ts";
import { SettingsTabs } from "../settings-tabs.tsx";

export const metadata: Metadata = { title: "Team" };

export default async function TeamPage() {
  const operator = await requireAdmin();
  const config = identityConfig();
  const operators = await listOperators(config.prisma);
  return (
    <>
      <SettingsTabs current="team" />
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-prose text-muted-foreground text-sm">
          The people who run migrations here. They are never part of an import.
        </p>
        <InviteOperator mail={mailRoute(config)} />
      </div>
      <OperatorTable operators={operators} ownId={operator.id} />
    </>
  );
}
