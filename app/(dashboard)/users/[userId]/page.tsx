import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { IdText } from "@/components/directory/id-text.tsx";
import { LogLines } from "@/components/directory/log-lines.tsx";
import { MembershipsTable } from "@/components/directory/memberships-table.tsx";
import { MirrorNote } from "@/components/directory/mirror-note.tsx";
import { PersonMerge } from "@/components/directory/person-merge.tsx";
import { PersonRecords } from "@/components/directory/person-records.tsx";
import { Section } from "@/components/directory/section.tsx";
import { SourceComparison } from "@/components/directory/source-comparison.tsx";
import {
  MergedBadge,
  MfaBadge,
  MigrationEmailBadge,
  VerifiedBadge,
} from "@/components/directory/status-badges.tsx";
import { TimeOrNever } from "@/components/directory/time-or-never.tsx";
import { Alert } from "@/components/ui/alert.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { Card, CardContent } from "@/components/ui/card.tsx";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { DataItem, DataList } from "@/components/ui/data-list.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { processDatabase } from "@/lib/database/database.ts";
import { getUser } from "@/lib/directory/get-user.ts";
import { requireAdmin } from "@/lib/identity/require-admin.ts";

export const metadata: Metadata = { title: "User" };

const mergeHref = ({ importId, emailKey }: { importId: string; emailKey: string }) =>
  `/migrate/workos/${importId}/review?tab=merges&group=${encodeURIComponent(emailKey)}` as Route;

export default async function UserPage({ params }: PageProps<"/users/[userId]">) {
  await requireAdmin();
  const user = await getUser(processDatabase().prisma, (await params).userId);
  if (!user) notFound();
  const isMerged = user.sources.length > 1;

  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: "Users", href: "/users" }]}
        title={user.name}
        description={user.email}
        actions={
          <>
            <VerifiedBadge isVerified={user.emailVerified} />
            <MergedBadge sourceCount={user.sources.length} />
            <MigrationEmailBadge isPending={user.migrationPendingEmail} />
            {user.isMfaEnrolled && <MfaBadge />}
          </>
        }
      />
      {user.owner ? (
        <Alert tone="neutral" title="Owned by Authio" className="mb-6">
          Imports leave profile and address alone, for the sake of{" "}
          <TextLink href={`/organizations/${user.owner.id}` as Route}>{user.owner.name}</TextLink>.
        </Alert>
      ) : (
        user.sources.length > 0 && (
          <MirrorNote>Change the profile at WorkOS: the next import brings it here.</MirrorNote>
        )
      )}
      {user.email === null && (
        <Alert tone="warning" title="This person cannot sign in" className="mb-6">
          They were split from somebody with the same address and have none of their own yet.
        </Alert>
      )}
      <Section
        title={isMerged ? `${user.sources.length} rows became one person` : "Where this person comes from"}
        description={
          isMerged
            ? "They share an address. The profile comes from one of them, empty fields were filled from the others, every membership came along."
            : undefined
        }
        actions={
          user.merge && <ButtonLink href={mergeHref(user.merge)}>See the merge, or split it</ButtonLink>
        }
      >
        <Card>
          <CardContent>
            <PersonMerge
              name={user.name}
              email={user.email}
              primarySourceKey={user.primarySourceKey}
              sources={user.sources}
              memberships={user.members}
              membershipCount={user.memberCount}
            />
          </CardContent>
        </Card>
        {isMerged && (
          <div className="mt-3">
            <SourceComparison sources={user.sources} primarySourceKey={user.primarySourceKey} />
          </div>
        )}
      </Section>
      <Section title="Profile">
        <Card>
          <DataList>
            <DataItem label="Id">
              <span className="flex items-center gap-1">
                <IdText id={user.id} />
                <CopyButton value={user.id} label="Copy id" className="-my-1.5" />
              </span>
            </DataItem>
            <DataItem label="First name">{user.firstName}</DataItem>
            <DataItem label="Last name">{user.lastName}</DataItem>
            <DataItem label="External id">{user.externalId}</DataItem>
            <DataItem label="Locale">{user.locale}</DataItem>
            <DataItem label="Last sign-in">
              <TimeOrNever value={user.lastSignInAt} />
            </DataItem>
            <DataItem label="Created">
              <RelativeTime value={user.createdAt} isAbsolute />
            </DataItem>
            <DataItem label="Updated">
              <RelativeTime value={user.updatedAt} isAbsolute />
            </DataItem>
          </DataList>
        </Card>
      </Section>
      <Section title="Memberships">
        {user.members.length > 0 ? (
          <MembershipsTable memberships={user.members} />
        ) : (
          <p className="text-muted-foreground text-sm">In no organization.</p>
        )}
        {user.memberCount > user.members.length && (
          <p className="pt-2 text-muted-foreground text-sm">
            The first {user.members.length} of {user.memberCount} are shown.
          </p>
        )}
      </Section>
      <PersonRecords accounts={user.accounts} directoryUsers={user.directoryUsers} />
      <Section title="Import log" description="What imports did to this person, newest first.">
        <LogLines lines={user.log} />
      </Section>
    </>
  );
}
