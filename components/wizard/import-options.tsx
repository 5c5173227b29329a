"use client";

import type { DecisionsControl } from "@/components/plan/use-decisions.ts";
import { RadioGroup, RadioGroupItem } from "@/components/ui/radio-group.tsx";
import type { Decisions } from "@/lib/planner/decisions.ts";

/** The two policies of an import. They can be changed again in the review. */
export function ImportOptions({ control }: { control: DecisionsControl }) {
  const { decisions, edit } = control;
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      <fieldset className="min-w-0">
        <legend className="mb-2 font-medium text-sm" id="policy-label">
          Unverified duplicates
        </legend>
        <RadioGroup
          aria-labelledby="policy-label"
          value={decisions.policy}
          onValueChange={(value) => edit({ field: "policy", value: value as Decisions["policy"] })}
        >
          <RadioGroupItem
            value="merge"
            label="Merge them"
            hint="Their memberships come along; their sign-in identities and MFA flags do not, because nobody proved the address."
          />
          <RadioGroupItem
            value="hold"
            label="Hold them"
            hint="Their memberships stay behind until you decide, group by group."
          />
        </RadioGroup>
      </fieldset>
      <fieldset className="min-w-0">
        <legend className="mb-2 font-medium text-sm" id="mode-label">
          Removed at the source
        </legend>
        <RadioGroup
          aria-labelledby="mode-label"
          value={decisions.mode}
          onValueChange={(value) => edit({ field: "mode", value: value as Decisions["mode"] })}
        >
          <RadioGroupItem
            value="add_only"
            label="Only add and update"
            hint="What this source brought earlier and no longer has is reported, and stays."
          />
          <RadioGroupItem
            value="mirror"
            label="Mirror the source"
            hint="It is removed here too. More than 5 % of a kind needs your word first; lists that the bundle lacks remove nothing."
          />
        </RadioGroup>
      </fieldset>
    </div>
  );
}
