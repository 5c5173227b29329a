import { ArrowDown, User } from "lucide-react";
import type { ReactNode } from "react";
import { boxPx, layoutMerge, undrawnOrganizations } from "@/components/merge/merge-layout.ts";
import { Badge } from "@/components/ui/badge.tsx";
import { cn } from "@/components/ui/cn.ts";
import { countOf } from "@/components/wizard/quantity-text.ts";
import type { MergePayload } from "@/lib/api/plan-items.ts";

/** Source rows joining into one person, fanning out to organizations. Narrow screens stack it. */
export function MergeDrawing({ merge }: { merge: MergePayload }) {
  const layout = layoutMerge(merge);
  const more = undrawnOrganizations(merge);
  const rowBoxes = layout.rows.map(({ row, y, isHeld }) => (
    <Box key={row.sourceId} y={y} className={cn(isHeld && "border-dashed")}>
      <span className="block truncate font-mono text-xs">{row.sourceId}</span>
      <span className="flex items-center gap-1.5 text-xs">
        <Badge tone={row.isEmailVerified ? "success" : "warning"}>
          {row.isEmailVerified ? "verified" : "unverified"}
        </Badge>
        {row.isSurvivor && <span className="text-muted-foreground">survivor</span>}
        {isHeld && <span className="text-warning">held</span>}
      </span>
    </Box>
  ));
  const personBoxes = layout.people.map((person) => (
    <Box key={person.sourceId} y={person.y} className="border-primary bg-primary-muted">
      <span className="flex items-center gap-1.5 truncate font-medium text-sm">
        <User aria-hidden className="size-3.5 shrink-0 text-link" />
        <span className="truncate">{person.isSplit ? person.sourceId : merge.name}</span>
      </span>
      <span className="block truncate text-muted-foreground text-xs">
        {person.isSplit ? "kept apart" : merge.emailKey}
      </span>
    </Box>
  ));
  const organizationBoxes = layout.organizations.map((organization) => {
    const roles = merge.rows.flatMap((row) =>
      row.organizations
        .filter((one) => one.sourceId === organization.sourceId)
        .map((one) => `${one.role}, ${one.status}`),
    );
    return (
      <Box key={organization.sourceId} y={organization.y}>
        <span className="block truncate font-medium text-sm">{organization.name}</span>
        <span className="block truncate text-muted-foreground text-xs">
          {[...new Set(roles)].join(" + ")}
        </span>
      </Box>
    );
  });

  return (
    <figure aria-label={`${countOf(merge.rows.length, "row")} and what becomes of them`}>
      <div
        className="hidden grid-cols-[minmax(0,5fr)_3.5rem_minmax(0,4fr)_3.5rem_minmax(0,5fr)] sm:grid"
        style={{ height: layout.height }}
      >
        <Column label="Source rows">{rowBoxes}</Column>
        <Lines
          height={layout.height}
          edges={layout.rows.map(({ row, y, person, isHeld }) => ({
            key: row.sourceId,
            from: y,
            to: layout.people[person]?.y ?? 0,
            isHeld,
          }))}
        />
        <Column label="People">{personBoxes}</Column>
        <Lines
          height={layout.height}
          edges={layout.memberships.map(({ person, organization, isHeld }) => ({
            key: `${person} ${organization}`,
            from: layout.people[person]?.y ?? 0,
            to: layout.organizations[organization]?.y ?? 0,
            isHeld,
          }))}
        />
        <Column label="Organizations">{organizationBoxes}</Column>
      </div>
      <div className="flex flex-col gap-2 sm:hidden">
        <Stack label="Source rows">{rowBoxes}</Stack>
        <ArrowDown aria-hidden className="mx-auto size-4 text-muted-foreground" />
        <Stack label="People">{personBoxes}</Stack>
        {organizationBoxes.length > 0 && (
          <>
            <ArrowDown aria-hidden className="mx-auto size-4 text-muted-foreground" />
            <Stack label="Organizations">{organizationBoxes}</Stack>
          </>
        )}
      </div>
      {more > 0 && (
        <figcaption className="mt-2 text-right text-muted-foreground text-xs">
          and {countOf(more, "more organization")}
        </figcaption>
      )}
    </figure>
  );
}

function Column({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="relative">
      {children}
    </ul>
  );
}

function Stack({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="flex flex-col gap-2">
      {children}
    </ul>
  );
}

/** Absolute in the drawing, in the flow of the stack. */
function Box(props: { y: number; className?: string; children: ReactNode }) {
  return (
    <li
      style={{ top: props.y - boxPx / 2, height: boxPx }}
      className={cn(
        "flex flex-col justify-center gap-0.5 rounded-md border border-border bg-background px-2.5 max-sm:top-auto! sm:absolute sm:inset-x-0",
        props.className,
      )}
    >
      {props.children}
    </li>
  );
}

function Lines(props: {
  height: number;
  edges: { key: string; from: number; to: number; isHeld: boolean }[];
}) {
  return (
    <svg aria-hidden viewBox={`0 0 100 ${props.height}`} preserveAspectRatio="none" className="size-full">
      {props.edges.map((edge) => (
        <path
          key={edge.key}
          d={`M 0 ${edge.from} C 50 ${edge.from} 50 ${edge.to} 100 ${edge.to}`}
          vectorEffect="non-scaling-stroke"
          strokeWidth={1.5}
          className={cn("fill-none", edge.isHeld ? "stroke-warning" : "stroke-primary/60")}
          {...(edge.isHeld && { strokeDasharray: "4 4" })}
        />
      ))}
    </svg>
  );
}
