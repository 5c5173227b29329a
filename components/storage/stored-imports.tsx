"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { partFacts, partLabels } from "@/components/storage/part-labels.ts";
import { Alert } from "@/components/ui/alert.tsx";
import { ConfirmDialog } from "@/components/ui/alert-dialog.tsx";
import { Button } from "@/components/ui/button.tsx";
import { formatNumber } from "@/components/ui/format-number.ts";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { formatBytes } from "@/components/wizard/quantity-text.ts";
import { StateBadge } from "@/components/wizard/state-badge.tsx";
import { importHref } from "@/components/wizard/wizard-steps.ts";
import { ApiError } from "@/lib/api/client.ts";
import type { ImportState } from "@/lib/api/contract.ts";
import { purgeImport } from "@/lib/api/mutations.ts";
import { importParts, type StoredImport } from "@/lib/api/storage.ts";

/** Imports that hold most, each to be purged now. */
export function StoredImports({ imports }: { imports: readonly StoredImport[] }) {
  const router = useRouter();
  const [problem, setProblem] = useState<ApiError | null>(null);

  async function purge(stored: StoredImport) {
    setProblem(null);
    try {
      await purgeImport(stored.id);
      toast.success(`${stored.originName} is being purged`);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error);
    }
    router.refresh();
  }

  return (
    <div className="flex flex-col gap-3">
      {problem && (
        <Alert tone="danger" isLive title={problem.message}>
          {problem.whatToDo}
        </Alert>
      )}
      <Table label="The largest imports">
        <TableHeader>
          <TableRow>
            <TableHead>Import</TableHead>
            <TableHead>Status</TableHead>
            {importParts.map((part) => (
              <TableHead key={part} isNumeric>
                {partLabels[part]}
              </TableHead>
            ))}
            <TableHead isNumeric>Log lines</TableHead>
            <TableHead>
              <span className="sr-only">Actions</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {imports.map((stored) => (
            <TableRow key={stored.id}>
              <TableCell className="min-w-40 max-w-64">
                <TextLink href={importHref(stored.id)}>{stored.originName}</TextLink>
                <span className="block text-muted-foreground text-xs">
                  <RelativeTime value={stored.createdAt} />
                </span>
              </TableCell>
              <TableCell>
                <StateBadge state={stored.state as ImportState} />
              </TableCell>
              {importParts.map((part) => (
                <TableCell key={part} isNumeric className="whitespace-nowrap">
                  {formatBytes(stored.bytes[part])}
                </TableCell>
              ))}
              <TableCell isNumeric>{formatNumber(stored.logLines)}</TableCell>
              <TableCell className="min-w-32 text-right">
                {stored.purgeable.length > 0 ? (
                  <PurgeButton stored={stored} onConfirm={() => purge(stored)} />
                ) : (
                  <span className="text-muted-foreground text-xs">{stored.kept ?? "Purged"}</span>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function PurgeButton({ stored, onConfirm }: { stored: StoredImport; onConfirm: () => Promise<void> }) {
  const { originName, purgeable, kept } = stored;
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" aria-label={`Purge now: ${originName}`}>
          Purge now
        </Button>
      }
      title={`Purge this import of ${originName}?`}
      confirmLabel="Purge it"
      isDanger
      onConfirm={onConfirm}
    >
      <p>Afterwards:</p>
      <ul className="my-2 list-disc pl-5">
        {purgeable.map((part) => (
          <li key={part}>{partFacts[part].without}.</li>
        ))}
      </ul>
      <p>
        What it wrote into the directory stays, and so do its counts.{" "}
        {kept && `The snapshot stays, too: ${kept.charAt(0).toLowerCase()}${kept.slice(1)}`} This can't be
        taken back.
      </p>
    </ConfirmDialog>
  );
}
