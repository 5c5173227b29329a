"use client";

import { useQuery } from "@tanstack/react-query";
import { Printer } from "lucide-react";
import type { Route } from "next";
import type { ReactNode } from "react";
import { issueFacts, severityTones } from "@/components/plan/issue-facts.ts";
import { ConnectionHandover } from "@/components/story/connection-handover.tsx";
import { DirectoryHandover } from "@/components/story/directory-handover.tsx";
import { StoryMembers } from "@/components/story/story-members.tsx";
import { useLightPrint } from "@/components/story/use-light-print.ts";
import { Badge } from "@/components/ui/badge.tsx";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { formatNumber } from "@/components/ui/format-number.ts";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { ErrorAlert } from "@/components/wizard/error-alert.tsx";
import { countOf } from "@/components/wizard/quantity-text.ts";
import { isNotFound } from "@/components/wizard/use-import.ts";
import { reviewHref } from "@/components/wizard/wizard-steps.ts";
import type { OrganizationStory } from "@/lib/api/organization-story.ts";
import { organizationStoryQuery } from "@/lib/api/queries.ts";

/** What happens to one organization: before, after, and what its admin must do. Made to be printed, too. */
export function OrganizationStoryPage({ importId, sourceId }: { importId: string; sourceId: string }) {
  const story = useQuery(organizationStoryQuery(importId, sourceId));
  const back = reviewHref(importId, "organizations");
  if (story.data) return <Story story={story.data} back={back} />;
  if (isNotFound(story.error)) {
    return (
      <>
        <h1 className="sr-only">Not found</h1>
        <EmptyState
          title="This import has no such organization"
          action={<ButtonLink href={back}>All organizations</ButtonLink>}
        >
          It may have been left out by a decision, or the plan has changed since the link was made.
        </EmptyState>
      </>
    );
  }
  if (story.error) {
    return (
      <>
        <h1 className="sr-only">Error</h1>
        <ErrorAlert error={story.error} onRetry={() => void story.refetch()} />
      </>
    );
  }
  return (
    <div>
      <p role="status" className="sr-only">
        Loading the organization
      </p>
      <Skeleton className="mb-6 h-7 w-72" />
      <Skeleton className="h-96 w-full" />
    </div>
  );
}

function Story({ story, back }: { story: OrganizationStory; back: Route }) {
  useLightPrint();
  const hasTasks = story.connections.length > 0 || story.directories.length > 0;
  return (
    <article className="max-w-4xl print:max-w-none">
      <PageHeader
        breadcrumbs={[{ label: "Organizations of this import", href: back }]}
        title={`What happens to ${story.name}?`}
        description={
          story.isImported
            ? "It is in the directory. This page shows it as it is there now."
            : "Nothing is written yet. This page shows what the plan makes of it."
        }
        actions={
          <span className="print:hidden">
            <Button onClick={() => window.print()}>
              <Printer aria-hidden />
              Print
            </Button>
          </span>
        }
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Facts title="Before, at WorkOS">
          <Fact label="User rows">{formatNumber(story.before.userRows)}</Fact>
          <Fact label="Memberships">{formatNumber(story.before.memberships)}</Fact>
          <Fact label="Source id">
            <code className="break-all font-mono text-xs">{story.sourceId}</code>
          </Fact>
        </Facts>
        <Facts title="After, at Authio">
          <Fact label="People">{formatNumber(story.after.people)}</Fact>
          <Fact label="By role">{countsText(story.after.byRole)}</Fact>
          <Fact label="By status">{countsText(story.after.byStatus)}</Fact>
          <Fact label="Slug">
            <code className="break-all font-mono text-xs">{story.slug}</code>
          </Fact>
        </Facts>
      </div>
      {story.domains.length > 0 && (
        <Section title="Domains">
          <ul className="flex flex-wrap gap-2 text-sm">
            {story.domains.map((domain) => (
              <li key={domain.domain} className="inline-flex items-center gap-1.5">
                <code className="wrap-anywhere font-mono text-xs">{domain.domain}</code>
                <Badge
                  tone={domain.isShared ? "warning" : domain.state === "verified" ? "success" : "neutral"}
                >
                  {domain.isShared ? "shared: routes nobody" : domain.state}
                </Badge>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={`What ${story.name}'s admin must do`}>
        {!hasTasks && (
          <p className="text-sm">
            Nothing. Its people sign in with a passkey or a magic link on their next visit.
          </p>
        )}
        {story.connections.map((connection) => (
          <ConnectionHandover key={connection.sourceId} connection={connection} />
        ))}
        {story.directories.map((directory) => (
          <DirectoryHandover key={directory.sourceId} directory={directory} />
        ))}
        {hasTasks && (
          <p className="text-sm">
            WorkOS sessions end at cut-over: people sign in once again. Passwords and authenticator apps are
            not moved.
          </p>
        )}
      </Section>
      {story.issues.length > 0 && (
        <Section title="Worth knowing">
          <ul className="divide-y divide-border rounded-lg border border-border">
            {story.issues.map((issue) => (
              <li key={issue.ordinal} className="px-4 py-2.5 text-sm">
                <p className="wrap-anywhere">
                  <Badge tone={severityTones[issue.severity]} className="mr-2">
                    {issue.severity}
                  </Badge>
                  {issue.message}
                </p>
                <p className="mt-0.5 text-muted-foreground">{issueFacts(issue.code).whatToDo}</p>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={`Members (${countOf(story.after.people, "person", "people")})`}>
        <StoryMembers members={story.members} people={story.after.people} />
      </Section>
    </article>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-8 flex flex-col gap-3">
      <h2 className="wrap-anywhere font-semibold text-lg">{title}</h2>
      {children}
    </section>
  );
}

function Facts({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="rounded-lg border border-border bg-card p-4">
      <h2 className="mb-2 font-medium text-muted-foreground text-sm">{title}</h2>
      <dl className="flex flex-col gap-1.5 text-sm">{children}</dl>
    </section>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[7rem_minmax(0,1fr)] gap-2">
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="wrap-anywhere font-medium tabular-nums">{children}</dd>
    </div>
  );
}

/** `12 member, 2 owner`, most first. */
function countsText(counts: Record<string, number>): string {
  const entries = Object.entries(counts).sort(([, a], [, b]) => b - a);
  return entries.map(([name, count]) => `${formatNumber(count)} ${name}`).join(", ") || "—";
}
