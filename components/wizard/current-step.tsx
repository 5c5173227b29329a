"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { ImportFrame } from "@/components/wizard/import-frame.tsx";
import { currentPage, importHref } from "@/components/wizard/wizard-steps.ts";
import { importDetailQuery } from "@/lib/api/queries.ts";

/** Leads on to the step whose turn it is; "Back" does not end up here again. */
export function CurrentStep({ importId }: { importId: string }) {
  const router = useRouter();
  const { data } = useQuery(importDetailQuery(importId));
  const page = data && currentPage(data);
  useEffect(() => {
    if (page) router.replace(importHref(importId, page));
  }, [page, importId, router]);
  return (
    <ImportFrame importId={importId} step="upload">
      {() => (
        <p role="status" className="text-muted-foreground text-sm">
          Opening the current step…
        </p>
      )}
    </ImportFrame>
  );
}
