import { BadgeCheck, CircleDashed, KeySquare, MailWarning, Merge, Share2 } from "lucide-react";
import { Badge } from "@/components/ui/badge.tsx";
import type { Tone } from "@/components/ui/tone.ts";

export function VerifiedBadge({ isVerified }: { isVerified: boolean }) {
  return isVerified ? (
    <Badge tone="success">
      <BadgeCheck aria-hidden />
      Verified
    </Badge>
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
  active: "success",
  verified: "success",
  accepted: "success",
  pending: "warning",
  suspended: "warning",
  failed: "danger",
  expired: "danger",
  created: "success",
  updated: "info",
  skipped: "warning",
};

/** A state in its own words: of a membership, connection, domain, invitation, directory user or log line. */
export function StateBadge({ state }: { state: string }) {
  return <Badge tone={stateTones[state] ?? "neutral"}>{sentenceCase(state)}</Badge>;
}

/** `signing_certificate` → `Signing certificate`. */
export function sentenceCase(code: string): string {
  const words = code.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
