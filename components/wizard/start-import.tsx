"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Card, CardContent, CardHeader } from "@/components/ui/card.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { ErrorAlert } from "@/components/wizard/error-alert.tsx";
import { connectHref, uploadHref } from "@/components/wizard/wizard-steps.ts";
import { createImport, fillWithSample } from "@/lib/api/mutations.ts";
import { importKeys } from "@/lib/api/queries.ts";

const defaultName = "WorkOS";
const sampleName = "Sample";

/** Names the source and starts its import: with a token, with files of one's own, or with the sample bundle. */
export function StartImport({ originName, way }: { originName: string | null; way: "token" | "files" }) {
  const router = useRouter();
  const client = useQueryClient();
  const [name, setName] = useState(originName ?? defaultName);
  const [isNameMissing, setNameMissing] = useState(false);
  const hintId = useId();

  const start = useMutation({
    mutationFn: async (kind: "own" | "sample") => {
      if (kind === "own") return createImport(name.trim());
      const draft = await createImport(sampleName);
      return fillWithSample(draft.id);
    },
    onSuccess: (detail, kind) => {
      client.setQueryData(importKeys.detail(detail.id), detail);
      void client.invalidateQueries({ queryKey: importKeys.list() });
      router.push(kind === "own" && way === "token" ? connectHref(detail.id) : uploadHref(detail.id));
    },
  });
  // The button stays busy until the next page is there: a second click would start a second import.
  const isBusy = start.isPending || start.isSuccess;

  function submit(event: FormEvent) {
    event.preventDefault();
    setNameMissing(name.trim() === "");
    if (name.trim() !== "") start.mutate("own");
  }

  return (
    <Card aria-labelledby={hintId}>
      <CardHeader id={hintId} title="Start the import" />
      <CardContent className="flex flex-col gap-4">
        <form noValidate onSubmit={submit} className="flex flex-col gap-4">
          <Field
            label="Name of the source"
            hint="One name per WorkOS environment. Later imports under the same name are judged against it: what a source no longer has can be removed, what another source brought stays."
            error={isNameMissing ? "Give the source a name." : null}
          >
            {(control) => (
              <Input
                {...control}
                value={name}
                maxLength={80}
                autoComplete="off"
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <Button
            type="submit"
            variant="primary"
            size="lg"
            disabled={isBusy}
            isPending={isBusy && start.variables === "own"}
          >
            {way === "token" ? "Continue to connect" : "Continue to upload"}
            <ArrowRight aria-hidden />
          </Button>
        </form>
        {start.error && <ErrorAlert error={start.error} />}
        <div className="flex flex-col gap-3 border-border border-t pt-4">
          <p className="text-muted-foreground text-sm">
            Neither key nor bundle at hand? The sample holds a few hundred records, with every kind of merge
            and issue.
          </p>
          <Button
            disabled={isBusy}
            isPending={isBusy && start.variables === "sample"}
            onClick={() => start.mutate("sample")}
          >
            Try with sample data
          </Button>
          <a
            href="/sample/workos.json"
            download="workos-sample.json"
            className="self-center text-link text-sm underline-offset-4 hover:underline"
          >
            Download the sample bundle
          </a>
        </div>
      </CardContent>
    </Card>
  );
}
