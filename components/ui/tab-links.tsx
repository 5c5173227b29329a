"use client";

import type { Route } from "next";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { cn } from "@/components/ui/cn.ts";
import { activeTabClassName, tabClassName, tabListClassName } from "@/components/ui/tab-styles.ts";

export type TabLink = { key: string; label: string; href: Route; count?: string | number | undefined };

/** Tabs that live in the address, so that each can be linked to and reloaded: links, not ARIA tabs. */
export function TabLinks(props: { label: string; tabs: readonly TabLink[]; current: string }) {
  const list = useRef<HTMLElement>(null);
  // On a narrow screen the tab that was linked to may lie beyond the edge.
  useEffect(() => {
    const tab = list.current?.querySelector<HTMLElement>("[aria-current]");
    if (!list.current || !tab) return;
    list.current.scrollLeft = tab.offsetLeft - (list.current.clientWidth - tab.offsetWidth) / 2;
  }, []);
  return (
    <nav ref={list} aria-label={props.label} className={cn("relative", tabListClassName)}>
      {props.tabs.map((tab) => (
        <Link
          prefetch={false}
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
