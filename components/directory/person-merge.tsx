import type { Route } from "next";
import Link from "next/link";
import { IdText } from "@/components/directory/id-text.tsx";
import { PersonDrawing } from "@/components/directory/person-drawing.tsx";
import { StateBadge, sentenceCase, VerifiedBadge } from "@/components/directory/status-badges.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { formatNumber } from "@/components/ui/format-number.ts";
import { RelativeTime } from "@/components/ui/relative-time.tsx";

export type PersonSource = {
  sourceKey: string;
  email: string;
  emailVerified: boolean;
  firstName: string | null;
  lastName: string | null;
  lastSignInAt: Date | null;
};

export type PersonMembership = {
  id: string;
  role: string;
  status: string;
  organization: { id: string; name: string };
};

/** More rows than this make no picture any more. */
const drawnAtMost = 8;

/** Which rows became this person, and where the person belongs: drawn. */
export function PersonMerge(props: {
  name: string;
  email: string | null;
  primarySourceKey: string | null;
  sources: readonly PersonSource[];
  memberships: readonly PersonMembership[];
  membershipCount: number;
}) {
  const sources = props.sources.slice(0, drawnAtMost);
  const memberships = props.memberships.slice(0, drawnAtMost);
  return (
    <PersonDrawing
      sources={sources.map((source) => ({
        key: source.sourceKey,
        content: <SourceNode source={source} isKept={source.sourceKey === props.primarySourceKey} />,
      }))}
      moreSources={moreText(props.sources.length - sources.length)}
      person={
        <>
          <p className="truncate font-medium">{props.name}</p>
          <p className="break-words text-muted-foreground">
            {props.email ? <BreakableEmail email={props.email} /> : "No address"}
          </p>
        </>
      }
      organizations={memberships.map((membership) => ({
        key: membership.id,
        content: (
          <div className="flex items-center justify-between gap-2">
            <Link
              prefetch={false}
              href={`/organizations/${membership.organization.id}` as Route}
              className="min-w-0 truncate rounded-sm font-medium hover:underline"
            >
              {membership.organization.name}
            </Link>
            <span className="flex min-w-16 max-w-1/2 items-center gap-1.5">
              <span className="min-w-0 truncate text-muted-foreground">{sentenceCase(membership.role)}</span>
              {membership.status !== "active" && <StateBadge state={membership.status} />}
            </span>
          </div>
        ),
      }))}
      moreOrganizations={moreText(props.membershipCount - memberships.length)}
    />
  );
}

function SourceNode({ source, isKept }: { source: PersonSource; isKept: boolean }) {
  const name = [source.firstName, source.lastName].filter(Boolean).join(" ");
  return (
    <div className="flex flex-col gap-0.5">
      <div className="flex items-center justify-between gap-2">
        <span className="truncate font-medium">{name || source.email}</span>
        <span className="flex shrink-0 gap-1">
          {isKept && <Badge tone="info">Profile</Badge>}
          <VerifiedBadge isVerified={source.emailVerified} />
        </span>
      </div>
      <span className="flex flex-wrap items-center justify-between gap-x-3 text-muted-foreground text-xs">
        <IdText id={source.sourceKey} />
        {source.lastSignInAt && (
          <span>
            Signed in <RelativeTime value={source.lastSignInAt} />
          </span>
        )}
      </span>
    </div>
  );
}

/** An address that is too long breaks before its @ rather than anywhere. */
function BreakableEmail({ email }: { email: string }) {
  const at = email.lastIndexOf("@");
  return (
    <>
      {email.slice(0, at)}
      <wbr />
      {email.slice(at)}
    </>
  );
}

function moreText(count: number): string | undefined {
  return count > 0 ? `and ${formatNumber(count)} more` : undefined;
}
