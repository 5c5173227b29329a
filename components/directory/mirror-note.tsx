import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert.tsx";

/** Said on every record that the directory mirrors: it changes where it comes from. */
export function MirrorNote({ children, actions }: { children: ReactNode; actions?: ReactNode }) {
  return (
    <Alert tone="neutral" title="Mirror of WorkOS: read-only here" className="mb-6" actions={actions}>
      {children}
    </Alert>
  );
}
