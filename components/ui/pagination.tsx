import { ChevronLeft, ChevronRight } from "lucide-react";
import type { Route } from "next";
import type { ReactNode } from "react";
import { ButtonLink, buttonVariants } from "@/components/ui/button.tsx";

function Step(props: { href: Route | null; rel: "prev" | "next"; children: ReactNode }) {
  if (props.href === null) {
    return (
      <span aria-disabled className={buttonVariants({ size: "sm" })}>
        {props.children}
      </span>
    );
  }
  return (
    <ButtonLink href={props.href} rel={props.rel} size="sm" scroll prefetch={false}>
      {props.children}
    </ButtonLink>
  );
}

/** Pages by cursor: there is a page before and a page after, and no page numbers. Null: no such page. */
export function Pagination(props: {
  label: string;
  previousHref: Route | null;
  nextHref: Route | null;
  /** What is shown here: "50 of about 1,000,000 users". */
  summary?: ReactNode;
}) {
  if (!props.previousHref && !props.nextHref && !props.summary) return null;
  return (
    <nav
      aria-label={props.label}
      className="flex flex-wrap items-center justify-between gap-3 pt-3 text-muted-foreground text-sm"
    >
      <span aria-live="polite" className="tabular-nums">
        {props.summary}
      </span>
      {(props.previousHref || props.nextHref) && (
        <span className="flex gap-2">
          <Step href={props.previousHref} rel="prev">
            <ChevronLeft aria-hidden />
            Previous
          </Step>
          <Step href={props.nextHref} rel="next">
            Next
            <ChevronRight aria-hidden />
          </Step>
        </span>
      )}
    </nav>
  );
}
