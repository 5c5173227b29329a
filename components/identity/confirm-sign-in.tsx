"use client";

import { useState } from "react";
import { z } from "zod";
import { useFragment } from "@/components/identity/use-fragment.ts";
import { Alert } from "@/components/ui/alert.tsx";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { ApiError, callApi } from "@/lib/api/client.ts";

/** Once the page listens: the browser's own autofocus would invite a press that nobody hears yet. */
const focus = (button: HTMLButtonElement | null) => button?.focus();

/** One press between the mail and the session, so that a mail scanner that follows links uses nothing up. */
export function ConfirmSignIn({ next }: { next: string }) {
  const token = useFragment();
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiError | null>(null);

  async function confirm() {
    setPending(true);
    setProblem(null);
    try {
      // Read at the press: a quick one can come before the first render that knows the fragment.
      const pressed = location.hash.slice(1);
      await callApi(z.object({}), "/auth/confirm", { method: "POST", json: { token: pressed } });
      location.replace(next);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setPending(false);
      setProblem(error);
    }
  }

  const isIncomplete = token === "";
  const isUsable = !isIncomplete && (problem === null || problem.isTransient);
  return (
    <div className="flex flex-col gap-5">
      <h1 className="font-semibold text-xl tracking-tight">Sign in to Authio Migrate</h1>
      {(problem || isIncomplete) && (
        <Alert
          tone="danger"
          isLive
          title="This link does not sign you in"
          actions={
            <ButtonLink href={`/sign-in?next=${encodeURIComponent(next)}`} size="sm">
              Get a new link
            </ButtonLink>
          }
        >
          {problem
            ? `${problem.message} ${problem.whatToDo ?? ""}`
            : "The link is incomplete. Copy the whole line from the mail, to its end."}
        </Alert>
      )}
      {isUsable && (
        <Button variant="primary" size="lg" isPending={isPending} onClick={confirm} ref={focus}>
          Sign in
        </Button>
      )}
    </div>
  );
}
