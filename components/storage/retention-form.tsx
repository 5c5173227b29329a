"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { z } from "zod";
import { partFacts, partLabels } from "@/components/storage/part-labels.ts";
import { Alert } from "@/components/ui/alert.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";
import { formatBytes } from "@/components/wizard/quantity-text.ts";
import { ApiError, callApi } from "@/lib/api/client.ts";
import { type RetentionDays, retentionDays, type StorageView } from "@/lib/api/storage.ts";

type Field = keyof RetentionDays;
const fields = ["snapshotDays", "planDays", "journalDays", "logDays", "quietDays"] as const satisfies Field[];

const textOf = (days: RetentionDays) =>
  Object.fromEntries(
    fields.map((field) => [field, days[field] === null ? "" : String(days[field])]),
  ) as Record<Field, string>;

/** What imports hold, part by part, and for how many days; an empty field is for good. */
export function RetentionForm({ days, parts }: Pick<StorageView, "days" | "parts">) {
  const router = useRouter();
  const [typed, setTyped] = useState(() => textOf(days));
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const parsed = retentionDays.safeParse(
    Object.fromEntries(
      fields.map((field) => [field, typed[field].trim() === "" ? null : Number(typed[field])]),
    ),
  );
  const wrong = parsed.success ? null : parsed.error.issues[0];
  const isChanged = fields.some((field) => typed[field].trim() !== textOf(days)[field]);

  async function save(event: FormEvent) {
    event.preventDefault();
    if (!parsed.success) return;
    setPending(true);
    setProblem(null);
    try {
      await callApi(z.object({}), "/retention", { method: "PUT", json: parsed.data });
      toast.success("Retention saved");
      router.refresh();
    } catch (error) {
      setProblem(error instanceof ApiError ? error.message : "That did not work. Try again.");
    } finally {
      setPending(false);
    }
  }

  const input = (field: Field, label: string) => (
    <span className="flex items-center gap-2">
      <Input
        aria-label={`${label}: days`}
        aria-invalid={wrong?.path[0] === field ? true : undefined}
        aria-describedby="retention-problem"
        inputMode="numeric"
        placeholder="Never"
        value={typed[field]}
        onChange={(event) => setTyped((before) => ({ ...before, [field]: event.target.value }))}
        className="w-20"
      />
      <span className="text-muted-foreground">days</span>
    </span>
  );

  return (
    <form onSubmit={save} className="flex flex-col gap-3">
      <Table label="What imports leave behind">
        <TableHeader>
          <TableRow>
            <TableHead>Part</TableHead>
            <TableHead isNumeric>Size</TableHead>
            <TableHead className="whitespace-normal">Kept after the import ended</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {parts.map(({ part, bytes, tables }) => (
            <TableRow key={part}>
              <TableCell className="sm:min-w-56">
                <span className="font-medium">{partLabels[part]}</span>
                <span className="block text-muted-foreground text-xs max-sm:hidden">
                  {partFacts[part].holds}
                </span>
              </TableCell>
              <TableCell
                isNumeric
                className="whitespace-nowrap"
                title={tables.map((table) => `${table.name} ${formatBytes(table.bytes)}`).join("\n")}
              >
                {formatBytes(bytes)}
              </TableCell>
              <TableCell>{input(`${part}Days`, partLabels[part])}</TableCell>
            </TableRow>
          ))}
          <TableRow>
            <TableCell className="sm:min-w-56">
              <span className="font-medium">Nights that changed nothing</span>
              <span className="block text-muted-foreground text-xs max-sm:hidden">
                Scheduled imports, as a whole. The schedule's history keeps the run.
              </span>
            </TableCell>
            <TableCell isNumeric>—</TableCell>
            <TableCell>{input("quietDays", "Nights that changed nothing")}</TableCell>
          </TableRow>
        </TableBody>
      </Table>
      <p id="retention-problem" role="alert" className="text-danger text-xs empty:hidden">
        {wrong &&
          `${labelOf(wrong.path[0])}: ${wrong.code === "invalid_type" ? "is no whole number" : wrong.message}.`}
      </p>
      {problem && <Alert tone="danger" isLive title={problem} />}
      <Button
        type="submit"
        className="self-start"
        isPending={isPending}
        disabled={!isChanged || !parsed.success}
      >
        Save
      </Button>
    </form>
  );
}

function labelOf(field: PropertyKey | undefined): string {
  if (field === "quietDays") return "Nights that changed nothing";
  const part = (["snapshot", "plan", "journal", "log"] as const).find((one) => `${one}Days` === field);
  return part ? partLabels[part] : "Days";
}
