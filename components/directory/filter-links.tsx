import type { Route } from "next";
import Link from "next/link";
import { cn } from "@/components/ui/cn.ts";

export type FilterLink = { label: string; href: Route; isCurrent: boolean };

/** One choice out of a few, as links: each has its own address. */
export function FilterLinks({ label, links }: { label: string; links: readonly FilterLink[] }) {
  return (
    <nav
      aria-label={label}
      className="flex max-w-full overflow-x-auto rounded-md border border-border bg-muted p-0.5"
    >
      {links.map((link) => (
        <Link
          prefetch={false}
          key={link.label}
          href={link.href}
          aria-current={link.isCurrent ? "true" : undefined}
          className={cn(
            "inline-flex h-6.5 shrink-0 items-center whitespace-nowrap rounded-sm px-2.5 text-sm focus-visible:outline-offset-0",
            link.isCurrent
              ? "bg-card font-medium text-foreground shadow-sm dark:bg-accent"
              : "text-muted-foreground hover:text-foreground",
          )}
        >
          {link.label}
        </Link>
      ))}
    </nav>
  );
}
