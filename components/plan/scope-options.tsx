"use client";

import { useState } from "react";
import type { DecisionsControl } from "@/components/plan/use-decisions.ts";
import { Button } from "@/components/ui/button.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { countOf } from "@/components/wizard/quantity-text.ts";
import { reviewHref } from "@/components/wizard/wizard-steps.ts";

/** Which organizations come along, and where they go. */
export function ScopeOptions({ importId, control }: { importId: string; control: DecisionsControl }) {
  const { decisions, edit } = control;
  const [target, setTarget] = useState(decisions.targetOrganizationId ?? "");
  return (
    <div className="grid gap-6 border-border border-t pt-6 sm:grid-cols-2">
      <div className="min-w-0 text-sm">
        <p className="font-medium">Organizations</p>
        <p className="mt-1 text-muted-foreground">
          {decisions.organizations
            ? `Only ${countOf(decisions.organizations.length, "chosen organization")}, with their users, memberships, connections and directories.`
            : "All of the source's organizations."}{" "}
          <TextLink href={reviewHref(importId, "organizations")}>Choose</TextLink>
        </p>
        {decisions.organizations && (
          <Button size="sm" className="mt-2" onClick={() => edit({ field: "organizations", value: null })}>
            All organizations again
          </Button>
        )}
      </div>
      <form
        className="min-w-0"
        onSubmit={(event) => {
          event.preventDefault();
          edit({ field: "targetOrganizationId", value: target.trim() || null });
        }}
      >
        <Field
          label="Everything into one existing organization"
          hint="Its id, as its page in the directory shows it. Leave it empty to keep the source's organizations apart."
        >
          {(controlProps) => (
            <div className="flex gap-2">
              <Input
                {...controlProps}
                value={target}
                autoComplete="off"
                spellCheck={false}
                placeholder="None"
                className="font-mono placeholder:font-sans"
                onChange={(event) => setTarget(event.target.value)}
              />
              <Button type="submit" disabled={target.trim() === (decisions.targetOrganizationId ?? "")}>
                Set
              </Button>
            </div>
          )}
        </Field>
      </form>
    </div>
  );
}
