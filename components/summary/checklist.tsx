"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { useId } from "react";
import { Badge } from "@/components/ui/badge.tsx";
import { Card, CardHeader } from "@/components/ui/card.tsx";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { ErrorAlert } from "@/components/wizard/error-alert.tsx";
import type { checklistItems, ImportSummary } from "@/lib/api/contract.ts";
import { tickChecklist } from "@/lib/api/mutations.ts";
import { importKeys } from "@/lib/api/queries.ts";

type Item = ImportSummary["checklist"][number];

const words: Record<(typeof checklistItems)[number], { title: string; linkLabel: string }> = {
  send_migration_emails: { title: "Send migration e-mails", linkLabel: "Who has not been told" },
  verify_sample_login: {
    title: "Verify a sample login, best of somebody in two or more organizations",
    linkLabel: "Find somebody",
  },
  recreate_sso_connections: {
    title: "Re-create each SSO connection at its IdP",
    linkLabel: "Pending connections",
  },
  recreate_scim_directories: {
    title: "Re-create each SCIM directory and rotate its bearer token",
    linkLabel: "Directories",
  },
  decommission_workos: {
    title: "Decommission WorkOS, after one billing cycle of clean operation",
    linkLabel: "What became of its ids",
  },
};

/** The guide's five items: ticked by the system where it can see them, else by a person. */
export function Checklist({ importId, items }: { importId: string; items: Item[] }) {
  const client = useQueryClient();
  const tick = useMutation({
    mutationFn: (change: { item: Item["item"]; isDone: boolean }) =>
      tickChecklist(importId, change.item, change.isDone),
    onSuccess: async (checklist) => {
      const queryKey = importKeys.summary(importId);
      // A summary that was asked for before the tick must not overwrite it.
      await client.cancelQueries({ queryKey });
      client.setQueryData<ImportSummary>(queryKey, (before) => before && { ...before, checklist });
      void client.invalidateQueries({ queryKey });
    },
  });
  const done = items.filter((item) => item.by !== null).length;
  return (
    <Card>
      <CardHeader title="After the import" description={`${done} of ${items.length} done`} />
      {tick.error && <ErrorAlert error={tick.error} title="That was not saved." className="m-3" />}
      <ul className="divide-y divide-border">
        {items.map((item) => (
          <ChecklistRow
            key={item.item}
            item={item}
            isPending={tick.isPending && tick.variables.item === item.item}
            onTick={(isDone) => tick.mutate({ item: item.item, isDone })}
          />
        ))}
      </ul>
    </Card>
  );
}

function ChecklistRow(props: { item: Item; isPending: boolean; onTick: (isDone: boolean) => void }) {
  const { item } = props;
  const id = useId();
  const { title, linkLabel } = words[item.item];
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-1 px-4 py-3 text-sm">
      <Checkbox
        id={id}
        className="mt-0.5"
        checked={item.by !== null}
        // What the system sees, nobody has to say, and nobody can unsay.
        disabled={props.isPending || item.by === "system"}
        aria-describedby={`${id}-detail`}
        onCheckedChange={(checked) => props.onTick(checked === true)}
      />
      <div className="min-w-0 flex-1 max-sm:basis-[calc(100%-2rem)]">
        <label htmlFor={id} className="font-medium">
          {title}
        </label>
        <p id={`${id}-detail`} className="text-muted-foreground">
          {item.detail}
        </p>
        {item.by !== null && (
          <p className="mt-1 flex flex-wrap items-center gap-1.5 text-muted-foreground text-xs">
            {item.by === "system" ? (
              <Badge tone="success">Seen by the system</Badge>
            ) : (
              `Done by ${item.doneBy ?? "?"}`
            )}
            {item.doneAt && <RelativeTime value={item.doneAt} />}
          </p>
        )}
      </div>
      {item.href && (
        <Link
          href={item.href as Route}
          className="shrink-0 text-link underline-offset-4 hover:underline max-sm:pl-7"
        >
          {linkLabel}
        </Link>
      )}
    </li>
  );
}
