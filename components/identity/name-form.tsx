"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { z } from "zod";
import { Button } from "@/components/ui/button.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { ApiError, callApi } from "@/lib/api/client.ts";

/** One's own name, as others read it beside what one did. */
export function NameForm(props: { name: string }) {
  const router = useRouter();
  const [name, setName] = useState(props.name);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function save(event: FormEvent) {
    event.preventDefault();
    setPending(true);
    setProblem(null);
    try {
      await callApi(z.object({}), "/account", { method: "PUT", json: { name } });
      toast.success("Name saved");
      router.refresh();
    } catch (error) {
      setProblem(error instanceof ApiError ? error.message : "That did not work. Try again.");
    } finally {
      setPending(false);
    }
  }

  return (
    <form onSubmit={save} className="flex flex-wrap items-end gap-2">
      <Field label="Name" error={problem} className="min-w-0 flex-1 basis-60">
        {(control) => (
          <Input
            {...control}
            name="name"
            autoComplete="name"
            required
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" isPending={isPending} disabled={name.trim() === props.name}>
        Save
      </Button>
    </form>
  );
}
