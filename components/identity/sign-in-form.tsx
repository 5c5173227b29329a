"use client";

import { KeyRound, MailCheck } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import { authClient, refusalText } from "@/components/identity/auth-client.ts";
import { Alert } from "@/components/ui/alert.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";

type Pending = "link" | "passkey" | null;

/**
 * A link by mail, or a passkey.
 *
 * @param props.next a path of this dashboard, to go to afterwards
 * @param props.mail where links go; with `none` only passkeys work
 */
export function SignInForm(props: { next: string; mail: "smtp" | "outbox" | "none" }) {
  const [email, setEmail] = useState("");
  const [pending, setPending] = useState<Pending>(null);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  usePasskeyAutofill(props.next);

  async function sendLink(event: FormEvent) {
    event.preventDefault();
    setProblem(null);
    setPending("link");
    const { error } = await authClient.signIn
      .magicLink({ email: email.trim(), callbackURL: props.next })
      .catch(unreachable);
    setPending(null);
    if (error) setProblem(refusalText(error));
    else setSentTo(email.trim());
  }

  async function usePasskey() {
    setProblem(null);
    setPending("passkey");
    const { error } = await authClient.signIn.passkey().catch(unreachable);
    if (!error) return location.replace(props.next);
    setPending(null);
    setProblem(refusalText(error));
  }

  if (sentTo) return <LinkSent email={sentTo} mail={props.mail} onBack={() => setSentTo(null)} />;
  return (
    <div className="flex flex-col gap-5">
      <h1 className="font-semibold text-xl tracking-tight">Sign in</h1>
      {problem && (
        <Alert tone="danger" isLive title="You are not signed in">
          {problem}
        </Alert>
      )}
      {props.mail === "none" ? (
        <Alert tone="warning" title="Sign-in links are off">
          This dashboard has no mail server. Use a passkey, or set <code>SMTP_URL</code> on the server.
        </Alert>
      ) : (
        <form onSubmit={sendLink} className="flex flex-col gap-3">
          <Field label="E-mail address">
            {(control) => (
              <Input
                {...control}
                className="h-10"
                type="email"
                name="email"
                autoComplete="username webauthn"
                required
                value={email}
                onChange={(event) => setEmail(event.target.value)}
              />
            )}
          </Field>
          <Button type="submit" variant="primary" size="lg" isPending={pending === "link"}>
            Send me a sign-in link
          </Button>
        </form>
      )}
      <Button size="lg" isPending={pending === "passkey"} onClick={usePasskey}>
        <KeyRound aria-hidden />
        Use a passkey
      </Button>
    </div>
  );
}

function LinkSent(props: { email: string; mail: "smtp" | "outbox" | "none"; onBack: () => void }) {
  return (
    <div className="flex flex-col gap-4" role="status">
      <MailCheck aria-hidden className="size-6 text-success" />
      <h1 className="font-semibold text-xl tracking-tight">
        {props.mail === "outbox" ? "Look in the outbox" : "Look at your mail"}
      </h1>
      <p className="text-muted-foreground">
        If <strong className="break-all text-foreground">{props.email}</strong> belongs to somebody here, a
        link is on its way. It works once, for 15 minutes.
      </p>
      {props.mail === "outbox" && (
        <p>
          No mail server is set up, so the mail stays on this machine:{" "}
          <TextLink href="/outbox">open the outbox</TextLink>.
        </p>
      )}
      <Button onClick={props.onBack} className="self-start">
        Use another address
      </Button>
    </div>
  );
}

/** Offers passkeys in the address field's suggestions, where the browser can. */
function usePasskeyAutofill(next: string) {
  useEffect(() => {
    let isGone = false;
    const offer = async () => {
      if (!(await window.PublicKeyCredential?.isConditionalMediationAvailable?.()) || isGone) return;
      const { error } = await authClient.signIn.passkey({ autoFill: true });
      if (!error && !isGone) location.replace(next);
    };
    // Nobody asked for it, so nobody is told when it fails.
    offer().catch(() => {});
    return () => {
      isGone = true;
    };
  }, [next]);
}

function unreachable() {
  return { error: { status: 0, code: "OFFLINE", message: "" } };
}
