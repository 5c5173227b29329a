"use client";

import { Upload } from "lucide-react";
import { useRef, useState } from "react";
import type { DecisionsControl } from "@/components/plan/use-decisions.ts";
import { Button } from "@/components/ui/button.tsx";
import { decisionsSchema } from "@/lib/planner/decisions.ts";

/** Takes the decisions out of a `migration.json`. They are pending like any other change until applied. */
export function DecisionsFile({ control }: { control: DecisionsControl }) {
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);

  async function take(file: File | undefined) {
    if (!file) return;
    const parsed = decisionsSchema.safeParse(readJson(await file.text()));
    if (parsed.success) {
      setProblem(null);
      control.edit({ field: "all", value: parsed.data });
      return;
    }
    const issue = parsed.error.issues[0];
    setProblem(
      `${file.name} is no migration.json: ${issue?.path.join(".") || "the file"}: ${issue?.message ?? "unreadable"}`,
    );
  }

  return (
    <>
      <Button onClick={() => input.current?.click()}>
        <Upload aria-hidden />
        Load migration.json
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".json,application/json"
        aria-label="Decisions file"
        onChange={(event) => {
          void take(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
      <p role="alert" className="w-full text-danger text-sm empty:hidden">
        {problem}
      </p>
    </>
  );
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
