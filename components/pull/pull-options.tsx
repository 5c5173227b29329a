"use client";

import { useId, useState } from "react";
import { readIds } from "@/components/pull/forecast.ts";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { cn } from "@/components/ui/cn.ts";
import { Field } from "@/components/ui/field.tsx";
import { formatNumber } from "@/components/ui/format-number.ts";
import { inputClassName } from "@/components/ui/input.tsx";
import { RadioGroup, RadioGroupItem } from "@/components/ui/radio-group.tsx";
import { countOf } from "@/components/wizard/quantity-text.ts";
import type { PullOptions as Options } from "@/lib/api/pull.ts";

const extraFacts: Record<Options["extras"][number], { label: string; hint: string }> = {
  auth_factors: {
    label: "MFA factors",
    hint: "Who has a second factor. Its secret is never handed out: people enroll again.",
  },
  identities: {
    label: "Sign-in identities",
    hint: "Google, GitHub and the like. Without them people link these again when they first sign in.",
  },
};
const allExtras = ["auth_factors", "identities"] as const satisfies Options["extras"];

type Props = {
  /** No organizations: some are to be named, and none is yet. */
  options: Options;
  onChange: (options: Options) => void;
};

/** Which organizations are pulled, and what is asked for every single user: `users`, if that is known. */
export function PullOptions(props: Props & { users: { users: number; isAtLeast: boolean } | null }) {
  const { options, onChange, users } = props;
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      <Organizations options={options} onChange={onChange} />
      <fieldset className="min-w-0">
        <legend className="mb-2 font-medium text-sm">Asked for every user</legend>
        <div className="flex flex-col gap-2">
          {allExtras.map((extra) => (
            <Extra
              key={extra}
              {...extraFacts[extra]}
              isChosen={options.extras.includes(extra)}
              onChoose={(isChosen) => {
                const others = options.extras.filter((other) => other !== extra);
                onChange({ ...options, extras: isChosen ? [...others, extra].sort() : others });
              }}
            />
          ))}
        </div>
        <p className="mt-3 text-muted-foreground text-sm tabular-nums">
          {users
            ? `Each takes a call per user: ${users.isAtLeast ? "at least " : ""}${formatNumber(users.users)} more.`
            : "Each takes a call per user."}
        </p>
      </fieldset>
    </div>
  );
}

function Organizations({ options, onChange }: Props) {
  const [text, setText] = useState(options.organizations?.join("\n") ?? "");
  const labelId = useId();
  const ids = readIds(text);
  const set = (organizations: string[] | null) => {
    if (String(organizations) !== String(options.organizations)) onChange({ ...options, organizations });
  };
  return (
    <fieldset className="min-w-0">
      <legend id={labelId} className="mb-2 font-medium text-sm">
        Organizations
      </legend>
      <RadioGroup
        aria-labelledby={labelId}
        value={options.organizations ? "named" : "all"}
        onValueChange={(value) => onChange({ ...options, organizations: value === "all" ? null : ids })}
      >
        <RadioGroupItem
          value="all"
          label="All of them"
          hint="In the review you can still leave some out. Naming them here saves calls."
        />
        <RadioGroupItem value="named" label="Only these, with their people" />
      </RadioGroup>
      {options.organizations && (
        <Field
          label="Their ids at WorkOS"
          hint={ids.length > 0 ? `${countOf(ids.length, "organization")} named.` : "One on each line."}
          className="mt-3 pl-6"
        >
          {(control) => (
            <textarea
              {...control}
              value={text}
              rows={4}
              spellCheck={false}
              placeholder="org_01H…"
              className={cn(inputClassName, "resize-y py-1.5 font-mono")}
              onChange={(event) => setText(event.target.value)}
              onBlur={() => set(ids)}
            />
          )}
        </Field>
      )}
    </fieldset>
  );
}

function Extra(props: {
  label: string;
  hint: string;
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
}) {
  const id = useId();
  return (
    <div className="flex items-start gap-2 text-sm">
      <Checkbox
        id={id}
        aria-describedby={`${id}-hint`}
        className="mt-0.5"
        checked={props.isChosen}
        onCheckedChange={(isChosen) => props.onChoose(isChosen === true)}
      />
      <div className="min-w-0">
        <label htmlFor={id} className="font-medium">
          {props.label}
        </label>
        <p id={`${id}-hint`} className="text-muted-foreground">
          {props.hint}
        </p>
      </div>
    </div>
  );
}
