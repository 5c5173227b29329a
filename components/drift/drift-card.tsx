"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { DriftOrganization } from "@/components/drift/drift-organization.tsx";
import { ListStates } from "@/components/plan/list-states.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Card, CardHeader } from "@/components/ui/card.tsx";
import { cn } from "@/components/ui/cn.ts";
import { LoadMore } from "@/components/wizard/load-more.tsx";
import type { ImportDetail } from "@/lib/api/contract.ts";
import { driftQuery } from "@/lib/api/queries.ts";
import { isPurged } from "@/lib/api/storage.ts";

/**
 * Who joined, left, or changed role, organization by organization, and why the counts moved. Added up from every
 * change of the import, so only for those who ask.
 */
export function DriftCard({ detail }: { detail: Pick<ImportDetail, "id" | "startedAt" | "purges"> }) {
  const [isWanted, setWanted] = useState(false);
  const isApplied = detail.startedAt !== null;
  const isGone = isPurged(detail.purges, isApplied ? "journal" : "plan");
  return (
    <Card>
      <CardHeader
        title="By organization"
        description={
          isGone
            ? `The ${isApplied ? "journal" : "plan"} of this import was purged, and with it who joined, left or changed role where.`
            : `Who ${isApplied ? "joined, left or changed" : "joins, leaves or changes"} role, and why the counts move.`
        }
        actions={!isGone && !isWanted && <Button onClick={() => setWanted(true)}>Show</Button>}
        className={cn(!isWanted && "border-b-0")}
      />
      {isWanted && <DriftList importId={detail.id} />}
    </Card>
  );
}

function DriftList({ importId }: { importId: string }) {
  const pages = useInfiniteQuery(driftQuery(importId));
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const isApplied = pages.data?.pages[0]?.isApplied ?? false;
  return (
    <ListStates
      query={pages}
      isEmpty={items.length === 0}
      emptyTitle={isApplied ? "Nobody joined, left or changed role" : "Nobody joins, leaves or changes role"}
    >
      <ul aria-label="Changes by organization">
        {items.map((organization, index) => (
          <DriftOrganization
            key={organization.organizationId ?? organization.sourceId ?? index}
            organization={organization}
            isApplied={isApplied}
          />
        ))}
      </ul>
      <div className="border-border border-t px-4 pb-3">
        <LoadMore
          pages={pages}
          shown={items.length}
          noun={["organization changed", "organizations changed"]}
        />
      </div>
    </ListStates>
  );
}
