"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ApiError } from "@/lib/api/client.ts";

const maxRetries = 3;

/** The cache of what the route handlers answered, for the pages inside. */
export function ApiProvider({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            staleTime: 5_000,
            // A refusal stays one however often it is asked for; only what may pass is asked again.
            retry: (failures, error) =>
              failures < maxRetries && (!(error instanceof ApiError) || error.isTransient),
          },
        },
      }),
  );
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
