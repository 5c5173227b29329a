import { sourceKindLabels } from "@/components/plan/kind-labels.ts";
import { Card, CardHeader } from "@/components/ui/card.tsx";
import { DataItem, DataList } from "@/components/ui/data-list.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { countOf } from "@/components/wizard/quantity-text.ts";
import type { PullProgress } from "@/lib/api/pull.ts";

/** Where the snapshot of a live import came from, when, and what it lacks. */
export function PulledFrom({ pull }: { pull: PullProgress }) {
  const lacking = pull.lanes.filter((lane) => lane.state === "forbidden" || lane.state === "incomplete");
  const { organizations, extras } = pull.options;
  return (
    <Card>
      <CardHeader
        title="Pulled from WorkOS"
        description={
          pull.pulledAt ? (
            <>
              As it was on <RelativeTime value={pull.pulledAt} isAbsolute />
            </>
          ) : (
            "Not to the end"
          )
        }
      />
      <DataList>
        <DataItem label={pull.keys.length === 1 ? "API key" : "API keys"}>
          {pull.keys.map((key) => (
            <span key={key.display} className="block">
              <code className="font-mono text-xs">{key.display}</code>
              {key.isWiped && ", wiped from this server"}
            </span>
          ))}
        </DataItem>
        <DataItem label="Organizations">
          {organizations ? countOf(organizations.length, "named organization") : "All"}
        </DataItem>
        <DataItem label="Per user">
          {extras.length === 0
            ? "Neither MFA factors nor sign-in identities"
            : extras.map((extra) => sourceKindLabels[extra]).join(", ")}
        </DataItem>
        {lacking.length > 0 && (
          <DataItem label="Not whole">
            {lacking.map((lane) => (
              <span key={`${lane.keyPosition} ${lane.resource}`} className="block">
                {sourceKindLabels[lane.resource]}
                {pull.keys.length > 1 && ` of ${pull.keys[lane.keyPosition]?.display}`}
                {": "}
                {lane.problem?.message ?? (lane.state === "forbidden" ? "Forbidden." : "Ended early.")}
              </span>
            ))}
            <span className="block text-muted-foreground">What is missing there removes nothing.</span>
          </DataItem>
        )}
      </DataList>
    </Card>
  );
}
