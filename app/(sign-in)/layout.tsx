import type { ReactNode } from "react";

export default function SignInLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col bg-sidebar px-4">
      <header className="mx-auto w-full max-w-sm pt-[12vh] pb-6">
        <p className="font-semibold text-base tracking-tight">Authio Migrate</p>
        <p className="text-muted-foreground text-sm">From WorkOS to your own directory.</p>
      </header>
      <main className="mx-auto w-full max-w-sm rounded-lg border border-border bg-card p-6 shadow-sm">
        {children}
      </main>
      <div aria-hidden className="h-16 shrink-0" />
    </div>
  );
}
