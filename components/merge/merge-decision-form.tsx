"use client";

import { useState } from "react";
import { z } from "zod";
import type { DecisionsControl } from "@/components/plan/use-decisions.ts";
import { Button } from "@/components/ui/button.tsx";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { RadioGroup, RadioGroupItem } from "@/components/ui/radio-group.tsx";
import type { MergePayload } from "@/lib/api/plan-items.ts";

const email = z.email();

/** Merge, hold or split one group. A split names the rows that stay apart, each with an address of its own. */
export function MergeDecisionForm({ merge, control }: { merge: MergePayload; control: DecisionsControl }) {
  const decided = control.decisions.merges[merge.emailKey];
  const [isSplitting, setSplitting] = useState(false);
  const hasUnverified = merge.rows.some((row) => !row.isEmailVerified);
  const value = isSplitting ? "split" : (decided?.action ?? "policy");
  const labelId = `decision-${merge.userSourceId}`;

  function choose(action: string) {
    setSplitting(action === "split");
    if (action === "policy") control.edit({ field: "merges", key: merge.emailKey, value: null });
    if (action === "merge" || action === "hold") {
      control.edit({ field: "merges", key: merge.emailKey, value: { action } });
    }
  }

  return (
    <div className="flex flex-col gap-3">
      <p id={labelId} className="font-medium text-sm">
        Decision
      </p>
      <RadioGroup
        aria-labelledby={labelId}
        value={value}
        onValueChange={choose}
        className="gap-3 lg:grid lg:grid-cols-2"
      >
        <RadioGroupItem
          value="policy"
          label="As the policy says"
          hint={
            control.decisions.policy === "merge"
              ? "Merge, also with what unverified rows bring."
              : "Hold what unverified rows bring until you decide."
          }
        />
        <RadioGroupItem value="merge" label="Merge" hint="One person with all of these memberships." />
        {hasUnverified && (
          <RadioGroupItem
            value="hold"
            label="Hold"
            hint="One person, without the memberships of unverified rows."
          />
        )}
        <RadioGroupItem
          value="split"
          label="Split"
          hint="Some rows stay people of their own, with another address."
        />
      </RadioGroup>
      {value === "split" && (
        <SplitForm
          merge={merge}
          addresses={decided?.action === "split" ? decided.addresses : null}
          onSplit={(addresses) => {
            setSplitting(false);
            control.edit({ field: "merges", key: merge.emailKey, value: { action: "split", addresses } });
          }}
        />
      )}
    </div>
  );
}

function SplitForm(props: {
  merge: MergePayload;
  /** As decided so far; null before the first split. */
  addresses: Record<string, string | null> | null;
  onSplit: (addresses: Record<string, string | null>) => void;
}) {
  const [drafts, setDrafts] = useState<Record<string, string>>(() =>
    Object.fromEntries(Object.entries(props.addresses ?? {}).map(([id, address]) => [id, address ?? ""])),
  );
  const [hasTried, setTried] = useState(false);
  // The survivor keeps the address, so it can't be the one that leaves.
  const candidates = props.merge.rows.filter((row) => !row.isSurvivor);
  const chosen = candidates.filter((row) => row.sourceId in drafts);
  const errorOf = (address: string) => {
    if (address === "") return null;
    if (!email.safeParse(address).success) return "Not an e-mail address.";
    return address.toLowerCase() === props.merge.emailKey
      ? "This is the address they share: give another."
      : null;
  };

  function submit() {
    setTried(true);
    if (chosen.length === 0 || chosen.some((row) => errorOf((drafts[row.sourceId] ?? "").trim()))) return;
    props.onSplit(
      Object.fromEntries(chosen.map((row) => [row.sourceId, (drafts[row.sourceId] ?? "").trim() || null])),
    );
  }

  return (
    <form
      noValidate
      className="flex flex-col gap-3 rounded-lg border border-border bg-muted p-3"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p className="text-sm">
        Which rows are somebody else? Without an address they can't sign in until one is set.
      </p>
      {candidates.map((row) => {
        const isChosen = row.sourceId in drafts;
        const address = drafts[row.sourceId] ?? "";
        return (
          <div key={row.sourceId} className="flex flex-wrap items-start gap-x-4 gap-y-2">
            <label
              htmlFor={`split-${row.sourceId}`}
              className="flex min-w-56 items-center gap-2 pt-1 text-sm"
            >
              <Checkbox
                id={`split-${row.sourceId}`}
                checked={isChosen}
                onCheckedChange={(checked) =>
                  setDrafts(({ [row.sourceId]: _before, ...others }) =>
                    checked === true ? { ...others, [row.sourceId]: "" } : others,
                  )
                }
              />
              <span className="font-mono text-xs">{row.sourceId}</span>
            </label>
            {isChosen && (
              <Field
                label="Its address"
                error={hasTried ? errorOf(address.trim()) : null}
                className="min-w-56 flex-1"
              >
                {(field) => (
                  <Input
                    {...field}
                    type="email"
                    placeholder="None yet"
                    autoComplete="off"
                    value={address}
                    onChange={(event) => {
                      const { value } = event.target;
                      setDrafts((before) => ({ ...before, [row.sourceId]: value }));
                    }}
                  />
                )}
              </Field>
            )}
          </div>
        );
      })}
      <div className="flex items-center gap-3">
        <Button type="submit" size="sm" variant="primary">
          Set the split
        </Button>
        {hasTried && chosen.length === 0 && (
          <p role="alert" className="text-danger text-sm">
            Choose at least one row.
          </p>
        )}
      </div>
    </form>
  );
}
