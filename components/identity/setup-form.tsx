"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import { z } from "zod";
import { useFragment } from "@/components/identity/use-fragment.ts";
import { Alert } from "@/components/ui/alert.tsx";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { ApiError, callApi } from "@/lib/api/client.ts";

/**
 * Who holds the printed link becomes an administrator.
 *
 * @param props.isSetUp there is an administrator: only recover links are good for anything
 * @param props.next where to go afterwards
 */
export function SetupForm(props: { isSetUp: boolean; next: string }) {
  const fragment = useFragment();
  const [code = "", query = ""] = (fragment ?? "").split("&", 2);
  const isRecovery = code.startsWith("recover-");
  if (fragment === null) return <SetupHeading />;
  if (props.isSetUp && !isRecovery) {
    return (
      <Notice>
        <Alert
          title="This dashboard is set up already"
          actions={
            <ButtonLink href="/sign-in" size="sm">
              Sign in
            </ButtonLink>
          }
        >
          If nobody can sign in, run <code>authio admin recover</code> on the server.
        </Alert>
      </Notice>
    );
  }
  if (!code) {
    return (
      <Notice>
        <Alert tone="warning" title="The set-up link is incomplete">
          Open the whole link that the server printed when it started, with everything behind the #.
        </Alert>
      </Notice>
    );
  }
  return (
    <>
      <SetupHeading
        text={
          isRecovery
            ? "You become an administrator: as a new operator, or as the one who has the address you enter."
            : "You become the first administrator. You can invite others afterwards."
        }
      />
      <AdminForm code={code} email={new URLSearchParams(query).get("email") ?? ""} next={props.next} />
    </>
  );
}

function Notice({ children }: { children: ReactNode }) {
  return (
    <>
      <SetupHeading />
      {children}
    </>
  );
}

function SetupHeading({ text }: { text?: string }) {
  return (
    <div className="mb-5 flex flex-col gap-1.5">
      <h1 className="font-semibold text-xl tracking-tight">Set up Authio Migrate</h1>
      {text && <p className="text-muted-foreground">{text}</p>}
    </div>
  );
}

function AdminForm({ code, next, ...initial }: { code: string; email: string; next: string }) {
  const [name, setName] = useState("");
  const [email, setEmail] = useState(initial.email);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiError | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setPending(true);
    setProblem(null);
    try {
      await callApi(z.object({}), "/setup", { method: "POST", json: { code, name, email } });
      location.replace(next);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error);
      setPending(false);
    }
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {problem && (
        <Alert tone="danger" isLive title={problem.message}>
          {problem.whatToDo}
        </Alert>
      )}
      <Field label="Your name">
        {(control) => (
          <Input
            {...control}
            className="h-10"
            name="name"
            autoComplete="name"
            required
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field label="Your e-mail address" hint="Sign-in links go there, so check the spelling.">
        {(control) => (
          <Input
            {...control}
            className="h-10"
            type="email"
            name="email"
            autoComplete="email"
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="lg" isPending={isPending}>
        Continue
      </Button>
    </form>
  );
}
