import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn.ts";

export type DrawnNode = { key: string; content: ReactNode };

/**
 * A merge as a picture: source rows join into one person, who fans out to organizations. Wide screens see three
 * columns with lines between them, narrow ones a list from top to bottom; both read in that order.
 */
export function PersonDrawing(props: {
  sources: readonly DrawnNode[];
  person: ReactNode;
  organizations: readonly DrawnNode[];
  /** Said below a column that shows only its first. */
  moreSources?: string | undefined;
  moreOrganizations?: string | undefined;
}) {
  return (
    <div className="grid gap-y-3 md:grid-cols-[minmax(0,1fr)_3.5rem_minmax(0,16rem)_3.5rem_minmax(0,1fr)]">
      <Column label="Source rows" nodes={props.sources} more={props.moreSources} />
      <Lines count={props.sources.length} isJoining />
      <div className="flex min-w-0 flex-col justify-center">
        <ColumnTitle>Person</ColumnTitle>
        <div className="flex flex-1 flex-col justify-center">
          <div className="rounded-md border border-primary bg-primary-muted p-3 text-sm">{props.person}</div>
        </div>
      </div>
      <Lines count={props.organizations.length} />
      <Column label="Organizations" nodes={props.organizations} more={props.moreOrganizations} />
    </div>
  );
}

function ColumnTitle({ children }: { children: ReactNode }) {
  return <h3 className="h-6 text-muted-foreground text-xs">{children}</h3>;
}

/** Rows of equal height, so that the lines know where their middles are. */
function Column({
  label,
  nodes,
  more,
}: {
  label: string;
  nodes: readonly DrawnNode[];
  more: string | undefined;
}) {
  return (
    <div className="flex min-w-0 flex-col">
      <ColumnTitle>{label}</ColumnTitle>
      {nodes.length === 0 ? (
        <p className="flex flex-1 items-center text-muted-foreground text-sm">None</p>
      ) : (
        <ul className="grid flex-1 auto-rows-fr">
          {nodes.map((node) => (
            <li key={node.key} className="flex min-w-0 items-center py-1">
              <div className="w-full min-w-0 rounded-md border border-border bg-card px-3 py-2 text-sm">
                {node.content}
              </div>
            </li>
          ))}
        </ul>
      )}
      {more && <p className="pt-1 text-muted-foreground text-xs">{more}</p>}
    </div>
  );
}

/** One curve per row, between its middle and the person's. */
function Lines({ count, isJoining = false }: { count: number; isJoining?: boolean }) {
  return (
    <div aria-hidden className="hidden flex-col pt-6 md:flex">
      <svg
        viewBox="0 0 100 100"
        preserveAspectRatio="none"
        className={cn("size-full flex-1", !isJoining && "-scale-x-100")}
      >
        <title>Lines</title>
        {Array.from({ length: count }, (_, row) => ((row + 0.5) / count) * 100).map((y) => (
          <path
            key={y}
            d={`M 0 ${y} C 55 ${y} 45 50 100 50`}
            vectorEffect="non-scaling-stroke"
            strokeWidth="1.5"
            className="fill-none stroke-primary/60"
          />
        ))}
      </svg>
    </div>
  );
}
