"use client";

import { Download } from "lucide-react";
import { MergeFigure } from "@/components/merge/merge-figure.tsx";
import { DecisionsFile } from "@/components/plan/decisions-file.tsx";
import { ScopeOptions } from "@/components/plan/scope-options.tsx";
import type { TabProps } from "@/components/plan/tab-props.ts";
import { buttonVariants } from "@/components/ui/button.tsx";
import { Card, CardContent, CardHeader } from "@/components/ui/card.tsx";
import { formatNumber } from "@/components/ui/format-number.ts";
import { Stat, StatList } from "@/components/ui/stat.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { BlockerList } from "@/components/wizard/blocker-list.tsx";
import { ImportOptions } from "@/components/wizard/import-options.tsx";
import { countOf } from "@/components/wizard/quantity-text.ts";
import { reviewHref } from "@/components/wizard/wizard-steps.ts";
import { downloadHref } from "@/lib/api/queries.ts";

/** The plan at a glance, the merge counter first. */
export function OverviewTab({ detail, plan, control, isEditable }: TabProps) {
  const { stats } = plan;
  const planned = (kind: string) => formatNumber(stats.planned[kind] ?? 0);
  return (
    <div className="flex flex-col gap-4">
      <Card>
        <MergeFigure records={stats.mergedSourceUsers} people={stats.mergedPeople} />
        <p className="border-border border-t px-4 py-2.5 text-center text-muted-foreground text-sm">
          {countOf(stats.source.users ?? 0, "user")} at the source,{" "}
          {countOf(stats.planned.user ?? 0, "person", "people")} in the directory.{" "}
          {stats.mergedPeople > 0 && (
            <TextLink href={reviewHref(detail.id, "merges")}>See every merge</TextLink>
          )}
        </p>
      </Card>
      <BlockerList
        importId={detail.id}
        blockers={plan.issueCodes.filter((issue) => issue.severity === "blocker")}
      />
      <StatList>
        <Stat
          label="People"
          value={planned("user")}
          hint={`${formatNumber(stats.unverifiedUsers)} unverified`}
        />
        <Stat label="Organizations" value={planned("organization")} />
        <Stat
          label="Memberships"
          value={planned("membership")}
          {...(stats.heldMemberships > 0 && { hint: `${formatNumber(stats.heldMemberships)} held` })}
        />
        <Stat label="SSO connections" value={planned("connection")} hint="pending until re-pointed" />
        <Stat label="Directories" value={planned("directory")} />
      </StatList>
      <StatList>
        <Stat
          label="Blockers"
          value={formatNumber(stats.issues.blocker)}
          tone={stats.issues.blocker > 0 ? "danger" : "neutral"}
        />
        <Stat
          label="Warnings"
          value={formatNumber(stats.issues.warning)}
          tone={stats.issues.warning > 0 ? "warning" : "neutral"}
        />
        <Stat label="Notes" value={formatNumber(stats.issues.info)} />
      </StatList>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <NotMoved stats={stats} />
        <Card>
          <CardHeader title="Files" description="The plan and your decisions, to keep, compare or replay." />
          <CardContent className="flex flex-wrap gap-2">
            <a className={buttonVariants()} href={downloadHref(detail.id, "plan.json")} download>
              <Download aria-hidden />
              plan.json
            </a>
            <a className={buttonVariants()} href={downloadHref(detail.id, "migration.json")} download>
              <Download aria-hidden />
              migration.json
            </a>
            {isEditable && <DecisionsFile control={control} />}
          </CardContent>
        </Card>
      </div>
      {isEditable && (
        <Card>
          <CardHeader title="Options" />
          <CardContent className="flex flex-col gap-6">
            <ImportOptions control={control} />
            <ScopeOptions importId={detail.id} control={control} />
          </CardContent>
        </Card>
      )}
    </div>
  );
}

/** What can't be moved, with counts: said before, not found out after. */
function NotMoved({ stats }: { stats: TabProps["plan"]["stats"] }) {
  const { passwords, sessions, mfaSecrets } = stats.notMoved;
  const items = [
    {
      title: "Passwords",
      count: passwords,
      text: "WorkOS does not hand them out and Authio needs none: people sign in by passkey or magic link.",
    },
    { title: "Sessions", count: sessions, text: "They end at cut-over; everybody signs in once again." },
    {
      title: "Authenticator secrets",
      count: mfaSecrets,
      text: `The enrolled flag is kept for ${countOf(stats.mfaEnrolledUsers, "person", "people")}; they enroll again.`,
    },
  ];
  return (
    <Card>
      <CardHeader title="What won't move" />
      <ul className="divide-y divide-border">
        {items.map((item) => (
          <li key={item.title} className="px-4 py-2.5 text-sm">
            <p className="flex justify-between gap-2 font-medium">
              {item.title}
              <span className="tabular-nums">{countOf(item.count, "person", "people")}</span>
            </p>
            <p className="text-muted-foreground">{item.text}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
