"use client";

import { Eye, EyeOff } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { ErrorAlert } from "@/components/wizard/error-alert.tsx";
import { workosToken } from "@/lib/api/pull.ts";

/**
 * Takes an API key and hands it over to be checked. The field is left to the browser (React would write the value
 * into the page's markup), is emptied as soon as the key is taken, and is no field that a browser offers to save.
 */
export function KeyForm(props: {
  label: string;
  /** Of this import's other keys. */
  taken: readonly string[];
  isChecking: boolean;
  error: unknown;
  /** Resolves when the key was taken; a refusal comes back as `error`. */
  onCheck: (token: string) => Promise<boolean>;
  onTyping: (isEmpty: boolean) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [isShown, setShown] = useState(false);
  const [fault, setFault] = useState<string | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (props.isChecking || !input.current) return;
    const parsed = workosToken.safeParse(input.current.value);
    if (!parsed.success) return setFault(faultOf(input.current.value));
    if (props.taken.includes(parsed.data)) return setFault("This key is in the list already.");
    setFault(null);
    const isTaken = await props.onCheck(parsed.data);
    if (!isTaken || !input.current) return;
    input.current.value = "";
    setShown(false);
    props.onTyping(true);
  }

  return (
    <form
      noValidate
      autoComplete="off"
      onSubmit={(event) => void submit(event)}
      className="flex flex-col gap-3"
    >
      <Field
        label={props.label}
        hint="It goes to this server alone and is not kept while it is checked."
        error={fault}
      >
        {(control) => (
          <div className="flex flex-wrap gap-2 sm:flex-nowrap">
            <div className="relative w-full">
              <Input
                {...control}
                ref={input}
                type={isShown ? "text" : "password"}
                placeholder="sk_live_…"
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                data-1p-ignore
                data-lpignore="true"
                maxLength={300}
                className="pr-9 font-mono"
                onChange={(event) => {
                  setFault(null);
                  props.onTyping(event.target.value === "");
                }}
              />
              <Button
                variant="ghost"
                size="icon"
                aria-label="Show the key"
                aria-pressed={isShown}
                className="absolute top-0.5 right-0.5 size-7"
                onClick={() => setShown(!isShown)}
              >
                {isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
              </Button>
            </div>
            <Button type="submit" variant="primary" isPending={props.isChecking}>
              Check key
            </Button>
          </div>
        )}
      </Field>
      {props.error !== null && <ErrorAlert error={props.error} />}
    </form>
  );
}

function faultOf(value: string): string {
  const text = value.trim();
  if (text === "") return "Paste an API key first.";
  return text.startsWith("sk_")
    ? "This is not a whole API key. Copy it again."
    : "Not a WorkOS API key: they begin with sk_. Client ids begin with client_ and can read nothing.";
}
