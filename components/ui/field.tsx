"use client";

import { type ReactNode, useId } from "react";
import { cn } from "@/components/ui/cn.ts";
import { Label } from "@/components/ui/label.tsx";

/** What the control must carry so that label, hint and error belong to it. */
export type FieldControl = {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
};

/**
 * Label, control, hint and error as one: `<Field label="Name" error={…}>{(control) => <Input {...control} />}</Field>`.
 * The error is announced when it appears.
 */
export function Field(props: {
  label: string;
  hint?: ReactNode;
  error?: string | null | undefined;
  className?: string;
  children: (control: FieldControl) => ReactNode;
}) {
  const id = useId();
  const describedBy = [props.hint ? `${id}-hint` : "", props.error ? `${id}-error` : ""]
    .filter(Boolean)
    .join(" ");
  return (
    <div className={cn("flex flex-col gap-1.5", props.className)}>
      <Label htmlFor={id}>{props.label}</Label>
      {props.children({
        id,
        "aria-describedby": describedBy || undefined,
        "aria-invalid": props.error ? true : undefined,
      })}
      {props.hint && (
        <p id={`${id}-hint`} className="text-muted-foreground text-xs">
          {props.hint}
        </p>
      )}
      <p id={`${id}-error`} role="alert" className="text-danger text-xs empty:hidden">
        {props.error}
      </p>
    </div>
  );
}
