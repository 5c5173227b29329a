import { BadgeCheck, CircleDashed, KeySquare, MailWarning, Merge, Share2 } from "lucide-react";
import { Badge } from "@/components/ui/badge.tsx";
import type { Tone } from "@/components/ui/tone.ts";

/** What is right stays quiet, what is not stands out. */
export function VerifiedBadge({ isVerified }: { isVerified: boolean }) {
  return isVerified ? (
    <span className="inline-flex items-center gap-1 align-top text-muted-foreground text-xs leading-5">
      <BadgeCheck aria-hidden className="size-3.5 text-success" />
      Verified
    </span>
  ) : (
    <Badge tone="warning">
      <CircleDashed aria-hidden />
      Unverified
    </Badge>
  );
}

export function MigrationEmailBadge({ isPending }: { isPending: boolean }) {
  if (!isPending) return null;
  return (
    <Badge tone="info">
      <MailWarning aria-hidden />
      E-mail pending
    </Badge>
  );
}

/** Two rows or more became one person. */
export function MergedBadge({ sourceCount }: { sourceCount: number }) {
  if (sourceCount < 2) return null;
  return (
    <Badge tone="info">
      <Merge aria-hidden />
      {sourceCount} merged
    </Badge>
  );
}

export function MfaBadge() {
  return (
    <Badge>
      <KeySquare aria-hidden />
      MFA at the source
    </Badge>
  );
}

export function SharedDomainBadge() {
  return (
    <Badge tone="warning">
      <Share2 aria-hidden />
      Shared
    </Badge>
  );
}

const stateTones: Record<string, Tone> = {
  pending: "warning",
  suspended: "warning",
  skipped: "warning",
  failed: "danger",
  expired: "danger",
};

/** States that are as they should be. */
const quietStates = ["active", "verified", "accepted", "created", "updated"];

/** A state in its own words: of a membership, connection, domain, invitation, directory user or log line. */
export function StateBadge({ state }: { state: string }) {
  if (!quietStates.includes(state))
    return <Badge tone={stateTones[state] ?? "neutral"}>{sentenceCase(state)}</Badge>;
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap align-top">
      <span aria-hidden className="size-1.5 rounded-full bg-success" />
      {sentenceCase(state)}
    </span>
  );
}

/** `signing_certificate` → `Signing certificate`. */
export function sentenceCase(code: string): string {
  const words = code.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
