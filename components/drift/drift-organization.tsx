"use client";

import { ChevronRight } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useId, useState } from "react";
import { changeCounts, changeWords, fewerMemberships } from "@/components/drift/drift-words.ts";
import { cn } from "@/components/ui/cn.ts";
import { countOf } from "@/components/wizard/quantity-text.ts";
import type { Drift } from "@/lib/api/drift.ts";

/** One organization: what changed, in numbers; opened, person by person. */
export function DriftOrganization(props: { organization: Drift["items"][number]; isApplied: boolean }) {
  const { organization, isApplied } = props;
  const [isOpen, setOpen] = useState(false);
  const listId = useId();
  const fewer = fewerMemberships(organization);
  return (
    <li className="border-border border-b last:border-b-0">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={listId}
        onClick={() => setOpen(!isOpen)}
        className="flex w-full items-start gap-2 px-4 py-2.5 text-left hover:bg-muted"
      >
        <ChevronRight
          aria-hidden
          className={cn(
            "mt-0.5 size-4 shrink-0 text-muted-foreground transition-transform",
            isOpen && "rotate-90",
          )}
        />
        <span className="flex min-w-0 flex-1 flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5">
          <span className="wrap-anywhere min-w-0 font-medium">{organization.name}</span>
          <span className="text-muted-foreground text-sm tabular-nums">
            {changeCounts(organization).join(" · ")}
          </span>
        </span>
      </button>
      <div id={listId} hidden={!isOpen} className="px-4 pb-3 pl-10">
        <p className="pb-2 text-muted-foreground text-sm">
          {countOf(organization.members, "member")} in the directory now. {fewer}{" "}
          {organization.organizationId && (
            <Link
              prefetch={false}
              className="underline underline-offset-2 hover:text-foreground"
              href={`/organizations/${organization.organizationId}` as Route}
            >
              Open the organization<span className="sr-only"> {organization.name}</span>
            </Link>
          )}
        </p>
        <ul className="flex flex-col gap-1.5 text-sm">
          {organization.people.map((person) => (
            <li
              key={`${person.sourceIds.join()} ${person.label} ${person.change}`}
              className="flex flex-wrap items-baseline gap-x-2"
            >
              {person.userId ? (
                <Link
                  prefetch={false}
                  href={`/users/${person.userId}` as Route}
                  className="wrap-anywhere underline-offset-2 hover:underline"
                >
                  {person.label}
                </Link>
              ) : (
                <span className="wrap-anywhere">{person.label}</span>
              )}
              <span className="text-muted-foreground">{changeWords(person, isApplied)}</span>
            </li>
          ))}
        </ul>
        {organization.morePeople > 0 && (
          <p className="pt-2 text-muted-foreground text-sm">
            And {countOf(organization.morePeople, "more change", "more changes")}: the log has each of them.
          </p>
        )}
      </div>
    </li>
  );
}
