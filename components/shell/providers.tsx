"use client";

import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";

/** What every page stands in. `nonce` lets the theme's script through the content security policy. */
export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  return (
    <ThemeProvider
      attribute="class"
      defaultTheme="system"
      disableTransitionOnChange
      {...(nonce ? { nonce } : {})}
    >
      {children}
    </ThemeProvider>
  );
}
