"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Split } from "lucide-react";
import type { Route } from "next";
import { useRouter, useSearchParams } from "next/navigation";
import { toast } from "sonner";
import { Button } from "@/components/ui/button.tsx";
import { wordsOf } from "@/components/wizard/error-alert.tsx";
import { importHref } from "@/components/wizard/wizard-steps.ts";
import type { ImportDetail } from "@/lib/api/contract.ts";
import { decideAgain } from "@/lib/api/mutations.ts";
import { importKeys } from "@/lib/api/queries.ts";
import { isPurged } from "@/lib/api/storage.ts";

/** Can other decisions be made about what was applied? */
export const canDecideAgain = ({ state, purges }: ImportDetail): boolean =>
  (state === "complete" || state === "complete_with_errors") && !isPurged(purges, "snapshot");

/** Plans the same snapshot once more as a new import, and leads to the same place in its review. */
export function DecideAgainButton({ importId }: { importId: string }) {
  const client = useQueryClient();
  const router = useRouter();
  const search = useSearchParams();
  const again = useMutation({
    mutationFn: () => decideAgain(importId),
    onSuccess: (answer) => {
      client.setQueryData(importKeys.detail(answer.id), answer);
      void client.invalidateQueries({ queryKey: importKeys.list() });
      router.push(`${importHref(answer.id, "review")}?${search}` as Route);
    },
    onError: (error) => {
      const { message, whatToDo } = wordsOf(error);
      toast.error(message, whatToDo ? { description: whatToDo } : {});
    },
  });
  return (
    <Button variant="primary" isPending={again.isPending || again.isSuccess} onClick={() => again.mutate()}>
      <Split aria-hidden />
      Decide again
    </Button>
  );
}
