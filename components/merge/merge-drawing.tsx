import { ArrowDown, User } from "lucide-react";
import type { ReactNode } from "react";
import { boxPx, layoutMerge } from "@/components/merge/merge-layout.ts";
import type { MergeOutcome, MergeSourceRow } from "@/components/merge/merge-outcome.ts";
import { shortId } from "@/components/merge/short-id.ts";
import { Badge } from "@/components/ui/badge.tsx";
import { cn } from "@/components/ui/cn.ts";
import { formatUtcDate } from "@/components/ui/format-time.ts";
import { countOf } from "@/components/wizard/quantity-text.ts";

/** Source rows joining into one person, fanning out to organizations. Where there is little room it is stacked. */
export function MergeDrawing({ outcome, rows }: { outcome: MergeOutcome; rows: readonly MergeSourceRow[] }) {
  const layout = layoutMerge(outcome, rows);
  const rowBoxes = layout.rows.map(({ row, y, isHeld }) => (
    <Box key={row.sourceId} y={y} isDashed={isHeld}>
      <span className="block truncate font-mono text-xs" title={row.sourceId}>
        {shortId(row.sourceId)}
      </span>
      <span className="flex items-center gap-1.5 text-xs">
        <Badge tone={row.isEmailVerified ? "success" : "warning"}>
          {row.isEmailVerified ? "verified" : "unverified"}
        </Badge>
        {isHeld && <span className="text-warning">held</span>}
        {row.lastSignInAt !== null && (
          <span className="truncate text-muted-foreground">
            signed in {formatUtcDate(new Date(row.lastSignInAt))}
          </span>
        )}
      </span>
    </Box>
  ));
  const personBoxes = layout.people.map(({ person, y }) => (
    <Box key={person.sourceId} y={y} className="border-primary bg-primary-muted">
      <span className="flex items-center gap-1.5 font-medium text-sm">
        <User aria-hidden className="size-3.5 shrink-0 text-link" />
        <span className="truncate">{person.name}</span>
      </span>
      <span
        className={cn(
          "block truncate text-xs",
          person.email === null ? "text-warning" : "text-muted-foreground",
        )}
      >
        {person.email ?? "no address yet"}
      </span>
    </Box>
  ));
  const organizationBoxes = layout.organizations.map(({ id, name, roles, y }) => (
    <Box key={id} y={y} isDashed={!layout.memberships.some((one) => isTo(layout, one, id) && !one.isHeld)}>
      <span className="block truncate font-medium text-sm">{name}</span>
      <span className="block truncate text-muted-foreground text-xs">{roles.join(" + ")}</span>
    </Box>
  ));

  return (
    <figure
      aria-label={`${countOf(rows.length, "row")} and what becomes of them`}
      className="@container min-w-0"
    >
      <div className="hidden @xl:grid grid-cols-[minmax(0,5fr)_3rem_minmax(0,5fr)_3rem_minmax(0,5fr)] gap-y-1.5">
        <ColumnTitle>Source rows</ColumnTitle>
        <span />
        <ColumnTitle>{layout.people.length === 1 ? "Person" : "People"}</ColumnTitle>
        <span />
        <ColumnTitle>Organizations</ColumnTitle>
        <Column label="Source rows" height={layout.height}>
          {rowBoxes}
        </Column>
        <Lines
          height={layout.height}
          edges={layout.rows.map(({ row, y, person, isHeld }) => ({
            key: row.sourceId,
            from: y,
            to: layout.people[person]?.y ?? 0,
            isHeld,
          }))}
        />
        <Column label="People" height={layout.height}>
          {personBoxes}
        </Column>
        <Lines
          height={layout.height}
          edges={layout.memberships.map(({ person, organization, isHeld }) => ({
            key: `${person} ${organization} ${String(isHeld)}`,
            from: layout.people[person]?.y ?? 0,
            to: layout.organizations[organization]?.y ?? 0,
            isHeld,
          }))}
        />
        <Column label="Organizations" height={layout.height}>
          {organizationBoxes}
        </Column>
      </div>
      <div className="flex flex-col gap-2 @xl:hidden">
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
      {layout.more > 0 && (
        <figcaption className="mt-2 text-right text-muted-foreground text-xs">
          and {countOf(layout.more, "more organization")}
        </figcaption>
      )}
    </figure>
  );
}

type Layout = ReturnType<typeof layoutMerge>;
const isTo = (layout: Layout, { organization }: Layout["memberships"][number], id: string) =>
  layout.organizations[organization]?.id === id;

function ColumnTitle({ children }: { children: ReactNode }) {
  return (
    <p aria-hidden className="text-muted-foreground text-xs">
      {children}
    </p>
  );
}

function Column({ label, height, children }: { label: string; height: number; children: ReactNode }) {
  return (
    <ul aria-label={label} className="relative" style={{ height }}>
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
function Box(props: { y: number; isDashed?: boolean; className?: string; children: ReactNode }) {
  return (
    <li
      style={{ top: props.y - boxPx / 2, height: boxPx }}
      className={cn(
        "@xl:absolute @xl:inset-x-0 flex @max-xl:top-auto! flex-col justify-center gap-0.5 rounded-md border border-border bg-background px-2.5",
        props.isDashed && "border-warning border-dashed",
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
    <svg
      aria-hidden
      viewBox={`0 0 100 ${props.height}`}
      preserveAspectRatio="none"
      className="w-full"
      style={{ height: props.height }}
    >
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
