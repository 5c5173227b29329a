import type { ReactNode } from "react";
import { Brand } from "@/components/shell/brand.tsx";
import { CommandPalette } from "@/components/shell/command-palette.tsx";
import { NarrowNavigation } from "@/components/shell/narrow-navigation.tsx";
import { Navigation } from "@/components/shell/navigation.tsx";
import { UserMenu } from "@/components/shell/user-menu.tsx";

/** The frame of every page of the dashboard: navigation beside it, or in a sheet below 768 px. */
export function Shell(props: { operator: { name: string; email: string }; children: ReactNode }) {
  const { name, email } = props.operator;
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[13.5rem_minmax(0,1fr)] print:block">
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-primary px-3 py-2 text-primary-foreground text-sm focus:translate-y-0"
      >
        Skip to content
      </a>
      <header className="sticky top-0 z-30 flex h-12 items-center gap-2 border-border border-b bg-background px-3 md:hidden print:hidden">
        <NarrowNavigation />
        <Brand />
        <div className="ml-auto min-w-0 max-w-40">
          <UserMenu name={name} email={email} />
        </div>
      </header>
      <aside className="sticky top-0 z-20 hidden h-dvh flex-col gap-5 overflow-y-auto border-border border-r bg-sidebar p-3 md:flex print:hidden">
        <div className="flex h-8 items-center px-2">
          <Brand />
        </div>
        <CommandPalette />
        <Navigation />
        <div className="mt-auto flex min-w-0 flex-col">
          <UserMenu name={name} email={email} />
        </div>
      </aside>
      <main id="main" tabIndex={-1} className="min-w-0 px-4 py-5 outline-none sm:px-6 md:py-7 lg:px-8">
        <div className="mx-auto w-full max-w-6xl">{props.children}</div>
      </main>
    </div>
  );
}
