"use client";

import { CircleAlert } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";

/** A page that could not be made. The digest is what finds the error in the server's log. */
export function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const region = useRef<HTMLDivElement>(null);
  // Whoever can't see the page change hears of it.
  useEffect(() => region.current?.focus(), []);
  return (
    <div ref={region} tabIndex={-1} role="alert" className="outline-none">
      <h1 className="sr-only">Error</h1>
      <EmptyState
        icon={CircleAlert}
        title="This page could not be shown"
        action={
          <>
            <Button variant="primary" onClick={reset}>
              Try again
            </Button>
            <Button onClick={() => location.reload()}>Reload the page</Button>
          </>
        }
      >
        <p>Nothing was changed. If it happens again, check that the database is reachable.</p>
        {error.digest && (
          <p className="mt-1">
            In the server's log: <code className="font-mono text-xs">{error.digest}</code>
          </p>
        )}
      </EmptyState>
    </div>
  );
}
