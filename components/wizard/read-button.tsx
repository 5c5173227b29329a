"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { Button, type ButtonStyle } from "@/components/ui/button.tsx";
import { changeImport } from "@/components/wizard/change-import.ts";
import { wordsOf } from "@/components/wizard/error-alert.tsx";
import { startReading } from "@/lib/api/mutations.ts";
import { importKeys } from "@/lib/api/queries.ts";

/** Has what is there read and planned, as it is. */
export function ReadButton(props: { importId: string; label: string; variant?: ButtonStyle["variant"] }) {
  const client = useQueryClient();
  const read = useMutation({
    mutationFn: () => changeImport(client, props.importId, () => startReading(props.importId)),
    onError: (error) => {
      void client.invalidateQueries({ queryKey: importKeys.one(props.importId) });
      const { message, whatToDo } = wordsOf(error);
      toast.error(message, whatToDo ? { description: whatToDo } : {});
    },
  });
  return (
    <Button variant={props.variant} isPending={read.isPending} onClick={() => read.mutate()}>
      {props.label}
    </Button>
  );
}
