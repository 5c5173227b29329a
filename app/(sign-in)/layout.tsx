import type { ReactNode } from "react";
import { BrandMark } from "@/components/shell/brand.tsx";

export default function SignInLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col bg-sidebar px-4">
      <header className="mx-auto flex w-full max-w-sm items-center gap-2 pt-[12vh] pb-6 font-semibold text-base tracking-tight">
        <BrandMark />
        Authio Migrate
      </header>
      <main className="mx-auto mb-16 w-full max-w-sm rounded-lg border border-border bg-card p-6 shadow-sm">
        {children}
      </main>
    </div>
  );
}
