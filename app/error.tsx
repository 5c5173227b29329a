"use client";

import { PageError } from "@/components/shell/page-error.tsx";

export default function RootError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-lg flex-col justify-center p-4">
      <PageError {...props} />
    </main>
  );
}
