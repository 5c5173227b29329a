"use client";

import { Pencil } from "lucide-react";
import Link from "next/link";
import { type FormEvent, useState } from "react";
import type { DecisionsControl } from "@/components/plan/use-decisions.ts";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { cn } from "@/components/ui/cn.ts";
import { Input } from "@/components/ui/input.tsx";
import { TableCell, TableRow } from "@/components/ui/table.tsx";
import { storyHref } from "@/components/wizard/wizard-steps.ts";
import type { OrganizationPayload } from "@/lib/api/plan-items.ts";

const slugPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const shownDomains = 3;

export function OrganizationRow(props: {
  importId: string;
  organization: OrganizationPayload;
  control: DecisionsControl;
  isEditable: boolean;
  isSelected: boolean;
  onSelect: (isSelected: boolean) => void;
}) {
  const { organization, control } = props;
  const isLeftOut = control.decisions.exclusions.includes(organization.sourceId);
  const more = organization.domains.length - shownDomains;
  return (
    <TableRow className={cn(isLeftOut && "text-muted-foreground")}>
      {props.isEditable && (
        <TableCell className="w-8">
          <Checkbox
            aria-label={`Select ${organization.name}`}
            checked={props.isSelected}
            onCheckedChange={(checked) => props.onSelect(checked === true)}
          />
        </TableCell>
      )}
      <TableCell className="wrap-anywhere min-w-48">
        <Link
          prefetch={false}
          href={storyHref(props.importId, organization.sourceId)}
          className={cn("font-medium hover:underline", isLeftOut && "line-through")}
        >
          {organization.name}
        </Link>
        <span className="block break-all font-mono text-muted-foreground text-xs">
          {organization.sourceId}
        </span>
      </TableCell>
      <TableCell className="min-w-52">
        <Slug organization={organization} control={control} isEditable={props.isEditable} />
      </TableCell>
      <TableCell>
        <span className="flex flex-wrap items-center gap-1.5">
          {organization.domains.slice(0, shownDomains).map((domain) => (
            <Badge key={domain.domain} tone={domain.isShared ? "warning" : "neutral"}>
              {domain.domain}
              {domain.isShared && " · shared"}
            </Badge>
          ))}
          {more > 0 && <span className="text-muted-foreground text-xs">+{more}</span>}
        </span>
      </TableCell>
      {props.isEditable && (
        <TableCell className="text-right">
          <Button
            size="sm"
            variant="ghost"
            className="-mr-2.5 text-muted-foreground hover:text-foreground"
            onClick={() =>
              control.edit({ field: "exclusions", key: organization.sourceId, value: !isLeftOut })
            }
          >
            {isLeftOut ? "Bring back" : "Leave out"}
            <span className="sr-only"> {organization.name}</span>
          </Button>
        </TableCell>
      )}
    </TableRow>
  );
}

function Slug(props: { organization: OrganizationPayload; control: DecisionsControl; isEditable: boolean }) {
  const { organization, control } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const decided = control.decisions.slugs[organization.sourceId];
  const slug = decided ?? organization.slug;

  function save(event: FormEvent) {
    event.preventDefault();
    if (draft === null || !slugPattern.test(draft)) return;
    // The proposal needs no decision.
    const isProposal = draft === organization.slug && decided === undefined;
    if (!isProposal) control.edit({ field: "slugs", key: organization.sourceId, value: draft });
    setDraft(null);
  }

  if (draft === null) {
    return (
      <span className="flex items-center gap-1">
        <code className={cn("break-all font-mono text-xs", slug !== organization.slug && "text-info")}>
          {slug}
        </code>
        {props.isEditable && (
          <Button
            variant="ghost"
            size="icon"
            className="size-7"
            aria-label={`Change the slug of ${organization.name}`}
            onClick={() => setDraft(slug)}
          >
            <Pencil aria-hidden className="size-3.5!" />
          </Button>
        )}
      </span>
    );
  }
  const isInvalid = !slugPattern.test(draft);
  return (
    <form onSubmit={save} className="flex flex-col gap-1">
      <span className="flex gap-1.5">
        <Input
          autoFocus
          aria-label={`Slug of ${organization.name}`}
          aria-invalid={isInvalid || undefined}
          aria-describedby={`slug-${organization.sourceId}`}
          value={draft}
          className="h-7 min-w-32 font-mono text-xs"
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => event.key === "Escape" && setDraft(null)}
        />
        <Button type="submit" size="sm" disabled={isInvalid}>
          Set
        </Button>
      </span>
      <span
        id={`slug-${organization.sourceId}`}
        className={cn("text-xs", isInvalid ? "text-danger" : "text-muted-foreground")}
      >
        {isInvalid
          ? "Lower-case letters, digits and single hyphens."
          : "The directory assigns it once; it never changes later."}
      </span>
    </form>
  );
}
