"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { isInSection, sectionGroups } from "@/components/shell/sections.ts";
import { cn } from "@/components/ui/cn.ts";
import { LinkPending } from "@/components/ui/link-pending.tsx";

/** The ways to the dashboard's places. `onNavigate` closes the sheet that holds it on narrow screens. */
export function Navigation({ onNavigate }: { onNavigate?: () => void }) {
  const pathname = usePathname();
  return (
    <nav aria-label="Main" className="flex flex-col gap-5">
      {sectionGroups.map((group) => (
        <div key={group.title ?? "first"} className="flex flex-col gap-0.5">
          {group.title && <h2 className="px-2 pb-1 text-muted-foreground text-xs">{group.title}</h2>}
          <ul className="flex flex-col gap-0.5">
            {group.sections.map(({ label, href, icon: Icon }) => {
              const isHere = isInSection(pathname, href);
              return (
                <li key={href}>
                  <Link
                    href={href}
                    {...(onNavigate ? { onClick: onNavigate } : {})}
                    aria-current={pathname === href ? "page" : isHere ? "true" : undefined}
                    className={cn(
                      "flex h-8 items-center gap-2 rounded-md px-2 text-sm hover:bg-accent",
                      isHere
                        ? "bg-accent font-medium text-foreground"
                        : "text-muted-foreground hover:text-foreground",
                    )}
                  >
                    <Icon aria-hidden className="size-4" />
                    {label}
                    <LinkPending />
                  </Link>
                </li>
              );
            })}
          </ul>
        </div>
      ))}
    </nav>
  );
}
