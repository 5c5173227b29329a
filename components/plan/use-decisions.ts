"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo, useSyncExternalStore } from "react";
import { changeImport } from "@/components/wizard/change-import.ts";
import type { ImportDetail } from "@/lib/api/contract.ts";
import {
  addEdit,
  applyEdits,
  type DecisionEdit,
  decisionEdits,
  effectiveEdits,
} from "@/lib/api/decision-edits.ts";
import { editDecisions } from "@/lib/api/mutations.ts";
import { importKeys } from "@/lib/api/queries.ts";

const none: readonly DecisionEdit[] = [];
const pending = new Map<string, readonly DecisionEdit[]>();
const listeners = new Set<() => void>();
const storageKey = (importId: string) => `authio:decisions:${importId}`;

/** Pending edits of an import: kept over a reload, in this tab. */
function pendingEdits(importId: string): readonly DecisionEdit[] {
  const known = pending.get(importId);
  if (known) return known;
  const stored = decisionEdits.safeParse(readJson(sessionStorage.getItem(storageKey(importId))));
  const edits = stored.success ? stored.data : none;
  pending.set(importId, edits);
  return edits;
}

function setPendingEdits(importId: string, edits: readonly DecisionEdit[]) {
  pending.set(importId, edits);
  if (edits.length === 0) sessionStorage.removeItem(storageKey(importId));
  else sessionStorage.setItem(storageKey(importId), JSON.stringify(edits));
  for (const listener of listeners) listener();
}

function readJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * The decisions of an import as they would be, what is pending of them, and the ways to change, take
 * back and apply that. Applying plans again.
 */
export function useDecisions(detail: ImportDetail) {
  const client = useQueryClient();
  const stored = useSyncExternalStore(
    subscribe,
    () => pendingEdits(detail.id),
    () => none,
  );
  const edits = useMemo(() => effectiveEdits(detail.decisions, stored), [detail.decisions, stored]);
  const decisions = useMemo(() => applyEdits(detail.decisions, edits), [detail.decisions, edits]);

  const apply = useMutation({
    mutationFn: () => changeImport(client, detail.id, () => editDecisions(detail.id, edits)),
    onSuccess: () => setPendingEdits(detail.id, none),
    // The answer may have been lost on its way: show how it stands. Edits that arrived fall away by themselves.
    onError: () => client.invalidateQueries({ queryKey: importKeys.one(detail.id) }),
  });

  return {
    decisions,
    edits,
    edit: (edit: DecisionEdit) =>
      setPendingEdits(detail.id, addEdit(detail.decisions, pendingEdits(detail.id), edit)),
    undo: () => setPendingEdits(detail.id, edits.slice(0, -1)),
    discard: () => setPendingEdits(detail.id, none),
    apply,
  };
}

export type DecisionsControl = ReturnType<typeof useDecisions>;
