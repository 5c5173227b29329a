import type { Route } from "next";
import Link from "next/link";
import { cn } from "@/components/ui/cn.ts";
import { activeTabClassName, tabClassName, tabListClassName } from "@/components/ui/tab-styles.ts";

export type TabLink = { key: string; label: string; href: Route; count?: string | number | undefined };

/** Tabs that live in the address, so that each can be linked to and reloaded: links, not ARIA tabs. */
export function TabLinks(props: { label: string; tabs: readonly TabLink[]; current: string }) {
  return (
    <nav aria-label={props.label} className={tabListClassName}>
      {props.tabs.map((tab) => (
        <Link
          key={tab.key}
          href={tab.href}
          scroll={false}
          aria-current={tab.key === props.current ? "page" : undefined}
          className={cn(tabClassName, tab.key === props.current && activeTabClassName)}
        >
          {tab.label}
          {tab.count !== undefined && <span className="text-muted-foreground tabular-nums">{tab.count}</span>}
        </Link>
      ))}
    </nav>
  );
}
