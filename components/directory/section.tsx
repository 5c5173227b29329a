import type { ReactNode } from "react";

/** A titled part of a page. */
export function Section(props: {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="mt-8 first:mt-0">
      <div className="mb-2.5 flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
        <div>
          <h2 className="font-semibold text-base">{props.title}</h2>
          {props.description && (
            <p className="max-w-prose text-muted-foreground text-sm">{props.description}</p>
          )}
        </div>
        {props.actions}
      </div>
      {props.children}
    </div>
  );
}
