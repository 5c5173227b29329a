"use client";

import { useTheme } from "next-themes";
import { Toaster as Sonner } from "sonner";

/** Where `toast(…)` of sonner appears. For passing news only: what must be acted on is an `Alert`. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      toastOptions={{
        style: {
          background: "var(--popover)",
          borderColor: "var(--border)",
          color: "var(--foreground)",
          borderRadius: "var(--radius-lg)",
          fontSize: "var(--text-sm)",
        },
      }}
    />
  );
}
