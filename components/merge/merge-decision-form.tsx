"use client";

import { useState } from "react";
import { z } from "zod";
import { splitAll } from "@/components/merge/pending-merges.ts";
import { Badge } from "@/components/ui/badge.tsx";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Kbd } from "@/components/ui/kbd.tsx";
import { RadioGroup, RadioGroupItem } from "@/components/ui/radio-group.tsx";
import type { MergePayload } from "@/lib/api/merge-groups.ts";
import type { MergeDecision } from "@/lib/planner/decisions.ts";

const email = z.email();

/** Merge, hold or split one group, or leave it to the policy. Every change is pending at once. */
export function MergeDecisionForm(props: {
  merge: MergePayload;
  policy: "merge" | "hold";
  /** With what is pending; null leaves it to the policy. */
  decision: MergeDecision | null;
  onDecide: (decision: MergeDecision | null) => void;
}) {
  const { merge, decision } = props;
  const hasUnverified = merge.rows.some((row) => !row.isEmailVerified);

  function choose(action: string) {
    if (action === "policy") props.onDecide(null);
    else if (action === "split") props.onDecide({ action, addresses: splitAll(merge.rows) });
    else if (action === "merge" || action === "hold") props.onDecide({ action });
  }

  return (
    <div className="flex flex-col gap-3">
      <RadioGroup
        aria-label="Decision"
        value={decision?.action ?? "policy"}
        onValueChange={choose}
        className="flex-row flex-wrap gap-x-5 gap-y-2"
      >
        <RadioGroupItem value="policy" label={`As the policy says (${props.policy})`} />
        <RadioGroupItem value="merge" label={<Keyed keyName="m">Merge</Keyed>} />
        {hasUnverified && <RadioGroupItem value="hold" label={<Keyed keyName="h">Hold</Keyed>} />}
        <RadioGroupItem value="split" label={<Keyed keyName="s">Split</Keyed>} />
      </RadioGroup>
      {decision?.action === "split" && (
        <SplitRows
          key={merge.emailKey}
          merge={merge}
          addresses={decision.addresses}
          onSplit={(addresses) => props.onDecide({ action: "split", addresses })}
        />
      )}
    </div>
  );
}

function Keyed({ keyName, children }: { keyName: string; children: string }) {
  return (
    <>
      {children}{" "}
      <span aria-hidden className="max-xl:hidden">
        <Kbd>{keyName}</Kbd>
      </span>
    </>
  );
}

/** Which rows are somebody else, and under which address. What is no address counts as none. */
function SplitRows(props: {
  merge: MergePayload;
  addresses: Record<string, string | null>;
  onSplit: (addresses: Record<string, string | null>) => void;
}) {
  const { merge, addresses } = props;
  /** As typed, also where it is no address yet. */
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [survivor, ...others] = merge.rows;

  const errorOf = (sourceId: string, text: string) => {
    if (text === "") return null;
    if (!email.safeParse(text).success) return "Not an e-mail address.";
    if (text.toLowerCase() === merge.emailKey) return "This is the address they share: give another.";
    const isTaken = Object.entries(addresses).some(
      ([other, address]) => other !== sourceId && address?.toLowerCase() === text.toLowerCase(),
    );
    return isTaken ? "Another row has this address." : null;
  };

  return (
    <fieldset className="min-w-0 rounded-md border border-border bg-muted p-3">
      <legend className="sr-only">Rows that stay apart</legend>
      <p className="mb-2 text-sm">
        Which rows are somebody else? Without an address nobody can sign in as them.
      </p>
      <ul className="flex flex-col gap-2">
        <li className="flex min-h-8 flex-wrap items-center gap-2 text-sm">
          <span className="min-w-0 truncate font-mono text-xs">{survivor?.sourceId}</span>
          <Badge>keeps {merge.emailKey}</Badge>
        </li>
        {others.map((row) => {
          const isApart = row.sourceId in addresses;
          const text = typed[row.sourceId] ?? addresses[row.sourceId] ?? "";
          const id = `split-${row.sourceId}`;
          return (
            <li key={row.sourceId} className="flex flex-wrap items-start gap-x-3 gap-y-1">
              <label htmlFor={id} className="flex h-8 min-w-0 flex-1 basis-60 items-center gap-2 text-sm">
                <Checkbox
                  id={id}
                  checked={isApart}
                  // The last one leaving the split would leave nothing of it.
                  disabled={isApart && Object.keys(addresses).length === 1}
                  onCheckedChange={(checked) => {
                    const { [row.sourceId]: _before, ...rest } = addresses;
                    props.onSplit(checked === true ? { ...rest, [row.sourceId]: null } : rest);
                  }}
                />
                <span className="min-w-0 truncate font-mono text-xs">{row.sourceId}</span>
              </label>
              {isApart && (
                <Field
                  label="Its address"
                  error={errorOf(row.sourceId, text.trim())}
                  className="min-w-0 flex-1 basis-60"
                >
                  {(field) => (
                    <Input
                      {...field}
                      type="email"
                      placeholder="None yet"
                      autoComplete="off"
                      value={text}
                      onChange={({ target: { value } }) => {
                        setTyped((before) => ({ ...before, [row.sourceId]: value }));
                        const address = value.trim();
                        const isUsable = address !== "" && errorOf(row.sourceId, address) === null;
                        props.onSplit({ ...addresses, [row.sourceId]: isUsable ? address : null });
                      }}
                    />
                  )}
                </Field>
              )}
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
