import { ChevronRight } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";

export type Breadcrumb = { label: string; href: Route };

/** The page's h1 with the way up to it, a sentence about it and its actions. */
export function PageHeader(props: {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  breadcrumbs?: readonly Breadcrumb[];
}) {
  return (
    <header className="mb-6 flex flex-col gap-1.5">
      {props.breadcrumbs && props.breadcrumbs.length > 0 && (
        <nav aria-label="Breadcrumbs">
          <ol className="flex flex-wrap items-center gap-1 text-muted-foreground text-sm">
            {props.breadcrumbs.map((crumb, position) => (
              <li key={crumb.href} className="flex items-center gap-1">
                {position > 0 && <ChevronRight aria-hidden className="size-3.5" />}
                <Link href={crumb.href} className="rounded-sm hover:text-foreground hover:underline">
                  {crumb.label}
                </Link>
              </li>
            ))}
          </ol>
        </nav>
      )}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="wrap-anywhere font-semibold text-xl tracking-tight">{props.title}</h1>
          {props.description && (
            <div className="wrap-anywhere mt-0.5 max-w-prose text-muted-foreground text-sm">
              {props.description}
            </div>
          )}
        </div>
        {props.actions && <div className="flex flex-wrap items-center gap-2">{props.actions}</div>}
      </div>
    </header>
  );
}
