import {
  ArrowRightLeft,
  Building2,
  FolderSync,
  KeyRound,
  type LucideIcon,
  ScrollText,
  Settings,
  UsersRound,
} from "lucide-react";
import type { Route } from "next";

export type Section = { label: string; href: Route; icon: LucideIcon };

/** The dashboard's places, in groups; a group without a title needs none. */
export const sectionGroups: readonly { title: string | null; sections: readonly Section[] }[] = [
  { title: null, sections: [{ label: "Migrate", href: "/migrate", icon: ArrowRightLeft }] },
  {
    title: "Directory",
    sections: [
      { label: "Users", href: "/users", icon: UsersRound },
      { label: "Organizations", href: "/organizations", icon: Building2 },
      { label: "Connections", href: "/connections", icon: KeyRound },
      { label: "Directories", href: "/directories", icon: FolderSync },
    ],
  },
  {
    title: "This dashboard",
    sections: [
      { label: "Audit", href: "/audit", icon: ScrollText },
      { label: "Settings", href: "/settings", icon: Settings },
    ],
  },
];

/** Whether a page lies in a section: `/users/user_1` lies in `/users`, `/users-x` doesn't. */
export function isInSection(pathname: string, href: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`);
}
