"use client";

import { X } from "lucide-react";
import type { DecisionsControl } from "@/components/plan/use-decisions.ts";
import { Alert } from "@/components/ui/alert.tsx";
import { Button } from "@/components/ui/button.tsx";
import { countOf } from "@/components/wizard/quantity-text.ts";

const shown = 50;

/** What decisions keep out of the plan, and the way back: the plan itself no longer lists it. */
export function LeftOut({ control }: { control: DecisionsControl }) {
  const { decisions, edit } = control;
  return (
    <>
      {decisions.organizations && (
        <Alert
          tone="info"
          title={`Only ${countOf(decisions.organizations.length, "organization")} of the source`}
          actions={
            <Button size="sm" onClick={() => edit({ field: "organizations", value: null })}>
              All organizations again
            </Button>
          }
        >
          Users, memberships, connections and directories of the others stay behind.
        </Alert>
      )}
      {decisions.exclusions.length > 0 && (
        <Alert tone="info" title={`${countOf(decisions.exclusions.length, "record")} left out by you`}>
          <ul className="mt-1 flex flex-wrap gap-1.5">
            {decisions.exclusions.slice(0, shown).map((sourceId) => (
              <li key={sourceId}>
                <Button
                  size="sm"
                  aria-label={`Bring back ${sourceId}`}
                  onClick={() => edit({ field: "exclusions", key: sourceId, value: false })}
                >
                  <span className="font-mono text-xs">{sourceId}</span>
                  <X aria-hidden />
                </Button>
              </li>
            ))}
          </ul>
          {decisions.exclusions.length > shown && <p className="mt-1">The others are in migration.json.</p>}
        </Alert>
      )}
    </>
  );
}
