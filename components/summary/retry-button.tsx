"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { Button } from "@/components/ui/button.tsx";
import { changeImport } from "@/components/wizard/change-import.ts";
import { wordsOf } from "@/components/wizard/error-alert.tsx";
import { importHref } from "@/components/wizard/wizard-steps.ts";
import { steerImport } from "@/lib/api/mutations.ts";
import { importKeys } from "@/lib/api/queries.ts";

/** Tries the records again that failed or were skipped, and leads to where that can be watched. */
export function RetryButton({ importId }: { importId: string }) {
  const client = useQueryClient();
  const router = useRouter();
  const retry = useMutation({
    mutationFn: () => changeImport(client, importId, () => steerImport(importId, "retry")),
    onSuccess: () => router.push(importHref(importId, "confirm")),
    onError: (error) => {
      void client.invalidateQueries({ queryKey: importKeys.one(importId) });
      const { message, whatToDo } = wordsOf(error);
      toast.error(message, whatToDo ? { description: whatToDo } : {});
    },
  });
  return (
    <Button variant="primary" isPending={retry.isPending} onClick={() => retry.mutate()}>
      <RotateCcw aria-hidden />
      Retry the failed ones
    </Button>
  );
}
