"use client";

import { type ReactNode, useEffect, useRef } from "react";

/** The page that was loaded keeps the browser's focus; only a change of step moves it. */
let hasShownStep = false;

/** Heading of a step. On a change of step it takes the focus, so that reading goes on there. */
export function StepHeading(props: { title: string; children?: ReactNode; actions?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (hasShownStep) heading.current?.focus({ preventScroll: true });
    hasShownStep = true;
  }, []);
  return (
    <div className="mb-4 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <h2 ref={heading} tabIndex={-1} className="font-semibold text-lg outline-none">
          {props.title}
        </h2>
        {props.children && (
          <div className="mt-0.5 max-w-prose text-muted-foreground text-sm">{props.children}</div>
        )}
      </div>
      {props.actions && <div className="flex flex-wrap items-center gap-2">{props.actions}</div>}
    </div>
  );
}
