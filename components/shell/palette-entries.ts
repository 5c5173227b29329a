import { type LucideIcon, Search } from "lucide-react";
import type { Route } from "next";
import { sectionGroups } from "@/components/shell/sections.ts";

export type PaletteEntry = { label: string; href: Route; icon: LucideIcon };

/** Lists that can be searched from anywhere; each looks for names, addresses and whole ids. */
const searchable = [
  { noun: "users", path: "/users" },
  { noun: "organizations", path: "/organizations" },
  { noun: "connections", path: "/connections" },
  { noun: "directories", path: "/directories" },
] as const;

/** Places whose name contains what was typed, then the lists in which it can be searched. */
export function paletteEntries(typed: string): PaletteEntry[] {
  const text = typed.trim();
  const places = sectionGroups
    .flatMap((group) => group.sections)
    .filter((section) => section.label.toLowerCase().includes(text.toLowerCase()));
  if (text === "") return places;
  const searches = searchable.map(({ noun, path }) => ({
    label: `Search ${noun} for “${text}”`,
    href: `${path}?q=${encodeURIComponent(text)}` as Route,
    icon: Search,
  }));
  return [...places, ...searches];
}
