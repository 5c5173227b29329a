"use client";

import { reachOf } from "@/components/merge/merge-selection.ts";
import { Button } from "@/components/ui/button.tsx";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { formatNumber } from "@/components/ui/format-number.ts";
import { Kbd } from "@/components/ui/kbd.tsx";
import { countOf } from "@/components/wizard/quantity-text.ts";
import type { GroupAction } from "@/lib/api/decision-edits.ts";

const actions: readonly { action: GroupAction; label: string; hint: string }[] = [
  { action: "merge", label: "Merge", hint: "One person each" },
  {
    action: "hold",
    label: "Hold",
    hint: "Leave out what unverified rows bring; groups without one stay as they are",
  },
  {
    action: "split",
    label: "Split",
    hint: "Every row but the first becomes a person of its own, without an address",
  },
  { action: null, label: "Policy", hint: "Leave them to the policy" },
];

/** How many groups there are, the box that marks all of them, loaded or not, and what can be done with the marked. */
export function MergeListHead(props: {
  /** Undefined while they are counted. */
  total: number | undefined;
  size: { groups: number; unverified: number };
  isFiltered: boolean;
  isEditable: boolean;
  /** The groups that match are on their way: nothing can be decided about them. */
  isBusy: boolean;
  onSelectAll: (isAll: boolean) => void;
  onDecide: (action: GroupAction) => void;
}) {
  const { total, size, isEditable } = props;
  const counted = total === undefined ? "Counting…" : countOf(total, "group");
  const matching = props.isFiltered && total !== undefined ? ` ${total === 1 ? "matches" : "match"}` : "";
  return (
    <div className="flex shrink-0 flex-col gap-2 border-border border-b bg-muted p-3 text-muted-foreground text-xs">
      <div className="flex items-center gap-3">
        {isEditable && (
          <Checkbox
            aria-label={total === undefined ? "Select all" : `Select all: ${counted}`}
            disabled={!total}
            checked={size.groups === 0 ? false : size.groups === total ? true : "indeterminate"}
            onCheckedChange={(checked) => props.onSelectAll(checked === true)}
          />
        )}
        <p role="status" className="tabular-nums">
          {size.groups > 0 ? `${formatNumber(size.groups)} of ${counted} selected` : `${counted}${matching}`}
        </p>
        <p aria-hidden className="ml-auto hidden items-center gap-1 xl:flex">
          <Kbd>j</Kbd>
          <Kbd>k</Kbd> move
          {isEditable && (
            <>
              <Kbd className="ml-1">x</Kbd> select
            </>
          )}
        </p>
      </div>
      {isEditable && (
        <fieldset className="grid min-w-0 grid-cols-4 gap-1.5">
          <legend className="sr-only">Decide the selected groups</legend>
          {actions.map(({ action, label, hint }) => {
            const reach = reachOf(action, size);
            return (
              <Button
                key={label}
                size="sm"
                title={hint}
                disabled={reach === 0 || props.isBusy}
                onClick={() => props.onDecide(action)}
                className="min-w-0 px-1 text-foreground"
              >
                {label}{" "}
                {reach > 0 && (
                  <span className="text-muted-foreground tabular-nums">{formatNumber(reach)}</span>
                )}
              </Button>
            );
          })}
        </fieldset>
      )}
    </div>
  );
}
