"use client";

import { useState } from "react";
import { kindLabel } from "@/components/plan/kind-labels.ts";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Label } from "@/components/ui/label.tsx";
import { Select, SelectContent, SelectItem, SelectTrigger } from "@/components/ui/select.tsx";
import { SnippetBlock } from "@/components/wizard/snippet-block.tsx";
import { type IdMapKind, idMapKinds } from "@/lib/api/id-map.ts";
import { rekeySnippet, rekeyTable } from "@/lib/api/rekey-snippet.ts";

const initial = {
  table: "",
  columns: "",
  uniqueWith: "",
  isUnique: false,
  kind: "user" as IdMapKind,
  unmapped: "stop" as "stop" | "leave",
};
/** Shown until there is something of one's own. */
const example = { ...initial, table: "team_members", columns: "user_id", uniqueWith: "team_id" };

/** Asks for a table of one's own, and shows the script that re-keys it. Nothing of it is sent anywhere. */
export function RekeyForm() {
  const [typed, setTyped] = useState(initial);
  const set = (change: Partial<typeof initial>) => setTyped((before) => ({ ...before, ...change }));
  const isEmpty = typed.table === "" && typed.columns === "";
  const parsed = rekeyTable.safeParse(isEmpty ? { ...example, kind: typed.kind } : typed);
  const problem = (field: keyof typeof initial) => {
    if (parsed.success) return null;
    const found = parsed.error.issues.find(({ path }) => path[0] === field);
    const value = typed[field];
    // What was not filled in yet is no mistake.
    if (!found || value === "") return null;
    return `${String(value)} ${found.message}.`;
  };
  return (
    <div className="grid gap-6 lg:grid-cols-[20rem_minmax(0,1fr)]">
      <form className="flex flex-col gap-4" onSubmit={(event) => event.preventDefault()}>
        <Field label="Table" hint="As Postgres spells it: table or schema.table." error={problem("table")}>
          {(control) => (
            <Input
              {...control}
              value={typed.table}
              placeholder={example.table}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => set({ table: event.target.value })}
            />
          )}
        </Field>
        <Field
          label="Columns with WorkOS ids"
          hint="Several of the same kind: with commas."
          error={problem("columns")}
        >
          {(control) => (
            <Input
              {...control}
              value={typed.columns}
              placeholder={example.columns}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => set({ columns: event.target.value })}
            />
          )}
        </Field>
        <Field label="They are ids of">
          {(control) => (
            <Select value={typed.kind} onValueChange={(kind) => set({ kind: kind as IdMapKind })}>
              <SelectTrigger {...control} className="w-full" />
              <SelectContent>
                {idMapKinds.map((kind) => (
                  <SelectItem key={kind} value={kind}>
                    {kindLabel(kind)}
                  </SelectItem>
                ))}
              </SelectContent>
            </Select>
          )}
        </Field>
        <Field
          label="Unique together with (optional)"
          hint="Merged ids can make two rows the same. Name the other columns of the unique constraint."
          error={problem("uniqueWith")}
        >
          {(control) => (
            <Input
              {...control}
              value={typed.uniqueWith}
              placeholder={example.uniqueWith}
              disabled={typed.isUnique}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => set({ uniqueWith: event.target.value })}
            />
          )}
        </Field>
        <Choice
          label="The column is unique by itself"
          isChecked={typed.isUnique}
          onChange={(isUnique) => set({ isUnique })}
        />
        <Choice
          label="Leave ids that are not in the map as they are"
          isChecked={typed.unmapped === "leave"}
          onChange={(isLeft) => set({ unmapped: isLeft ? "leave" : "stop" })}
        />
      </form>
      {parsed.success ? (
        <SnippetBlock
          fileName={isEmpty ? "rekey.sql (an example)" : "rekey.sql"}
          code={rekeySnippet(parsed.data)}
          testId="rekey"
        />
      ) : (
        <p className="self-start rounded-lg border border-border border-dashed p-6 text-muted-foreground text-sm">
          Fill in table and columns, and the script stands here.
        </p>
      )}
    </div>
  );
}

function Choice(props: { label: string; isChecked: boolean; onChange: (isChecked: boolean) => void }) {
  return (
    <Label className="flex items-start gap-2 font-normal">
      <Checkbox
        className="mt-0.5"
        checked={props.isChecked}
        onCheckedChange={(checked) => props.onChange(checked === true)}
      />
      {props.label}
    </Label>
  );
}
