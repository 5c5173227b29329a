import type { ReactNode } from "react";

/** Search and filters above a list. */
export function ListToolbar({ children }: { children: ReactNode }) {
  return <div className="mb-3 flex flex-wrap items-center gap-2">{children}</div>;
}
