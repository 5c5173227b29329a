"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { useId, useState } from "react";
import { useDecisions } from "@/components/plan/use-decisions.ts";
import { countUsers } from "@/components/pull/forecast.ts";
import { ForecastCard } from "@/components/pull/forecast-card.tsx";
import { KeyForm } from "@/components/pull/key-form.tsx";
import { ProbedKey } from "@/components/pull/probed-key.tsx";
import { PullOptions } from "@/components/pull/pull-options.tsx";
import { useCheckedKeys } from "@/components/pull/use-checked-keys.ts";
import { Alert } from "@/components/ui/alert.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Card, CardContent, CardHeader } from "@/components/ui/card.tsx";
import { changeImport } from "@/components/wizard/change-import.ts";
import { ErrorAlert } from "@/components/wizard/error-alert.tsx";
import { ImportOptions } from "@/components/wizard/import-options.tsx";
import { countOf } from "@/components/wizard/quantity-text.ts";
import type { ImportDetail } from "@/lib/api/contract.ts";
import { editDecisions, startPull } from "@/lib/api/mutations.ts";
import { importKeys } from "@/lib/api/queries.ts";

const maxKeys = 10;

/** Step 2 with a token: keys are checked, options chosen with what they cost, and the pull begins. */
export function ConnectToken({ detail }: { detail: ImportDetail }) {
  const client = useQueryClient();
  const control = useDecisions(detail);
  const checked = useCheckedKeys(detail.pull?.options ?? { organizations: null, extras: [] });
  const { keys, options, check } = checked;
  const probes = keys.map(({ probe }) => probe);
  const [isFieldEmpty, setFieldEmpty] = useState(true);
  const hintId = useId();

  const start = useMutation({
    mutationFn: () =>
      changeImport(client, detail.id, async () => {
        if (control.edits.length > 0) {
          await editDecisions(detail.id, control.edits);
          control.discard();
        }
        return startPull(detail.id, checked.pull());
      }),
    // The answer may have been lost on its way: show how it stands.
    onError: () => client.invalidateQueries({ queryKey: importKeys.one(detail.id) }),
  });

  const isUseless = probes.some(({ resources }) => resources.every(({ access }) => access !== "readable"));
  const obstacle =
    keys.length === 0
      ? "Check a key first."
      : !isFieldEmpty
        ? "The key in the field was not checked. Check it, or empty the field."
        : isUseless
          ? "A key that can read nothing can't be pulled. Remove it, or give it permissions at WorkOS."
          : options.organizations?.length === 0
            ? "Name an organization, or take all of them."
            : null;

  return (
    <div className="flex flex-col gap-4">
      {detail.pull && (
        <Alert tone="warning" title="This import has a snapshot already">
          A new pull takes its place.
        </Alert>
      )}
      {detail.files.length > 0 && (
        <Alert title={`${countOf(detail.files.length, "file")} uploaded`}>
          What is pulled and what was uploaded is read together, as one bundle.
        </Alert>
      )}
      {keys.map(({ id, probe }) => (
        <ProbedKey key={id} probe={probe} onRemove={() => checked.remove(id)} />
      ))}
      {keys.length < maxKeys && (
        <Card>
          <CardHeader
            title={keys.length === 0 ? "API key" : "Another environment?"}
            description={
              keys.length === 0
                ? "From the WorkOS dashboard, under API keys. Read access is enough."
                : "One key each. They are pulled side by side and merged by e-mail into one plan."
            }
          />
          <CardContent>
            <KeyForm
              label={keys.length === 0 ? "WorkOS API key" : "Another WorkOS API key"}
              taken={keys.map(({ token }) => token)}
              isChecking={check.isPending}
              error={check.error}
              onTyping={setFieldEmpty}
              onCheck={(token) =>
                check.mutateAsync(token).then(
                  () => true,
                  () => false,
                )
              }
            />
          </CardContent>
        </Card>
      )}
      {keys.length > 0 && (
        <>
          <Card>
            <CardHeader title="What is pulled" />
            <CardContent>
              <PullOptions options={options} users={countUsers(probes)} onChange={checked.choose} />
            </CardContent>
          </Card>
          <Card>
            <CardHeader title="How it is merged" description="You can change this again in the review." />
            <CardContent>
              <ImportOptions control={control} />
            </CardContent>
          </Card>
          <ForecastCard probes={probes} isStale={checked.checkAgain.isPending} />
          {checked.checkAgain.error && (
            <ErrorAlert
              error={checked.checkAgain.error}
              title="The forecast for these options is not known."
              onRetry={() => checked.choose(options)}
            />
          )}
        </>
      )}
      <p role="status" className="sr-only">
        {keys.map(({ probe }) => `${probe.display} is checked.`).join(" ")}
      </p>
      {start.error && <ErrorAlert error={start.error} title="The pull did not start." />}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          variant="primary"
          size="lg"
          aria-disabled={obstacle !== null}
          aria-describedby={hintId}
          isPending={start.isPending}
          onClick={() => obstacle === null && start.mutate()}
        >
          Start the pull
          <ArrowRight aria-hidden />
        </Button>
        <p id={hintId} className="min-w-0 flex-1 basis-64 text-muted-foreground text-sm">
          {obstacle ??
            "Keys are kept encrypted on this server until the pull is at its end. You can pause at any time; nothing is written to the directory yet."}
        </p>
      </div>
    </div>
  );
}
