"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { checkFile } from "@/components/wizard/check-file.ts";
import { forgetUpload, sendFile } from "@/components/wizard/uploads.ts";
import type { ImportDetail, ImportFile } from "@/lib/api/contract.ts";
import { declareFile, deleteFile } from "@/lib/api/mutations.ts";
import { importKeys } from "@/lib/api/queries.ts";

/** The files of a draft: adding (or going on with) and removing them. */
export function useFiles(detail: ImportDetail) {
  const client = useQueryClient();
  const [refused, setRefused] = useState<{ name: string; reason: string }[]>([]);
  const [error, setError] = useState<unknown>(null);
  const [removingId, setRemovingId] = useState<string | null>(null);
  const key = importKeys.detail(detail.id);

  /**
   * Shows at once what became of the files, then asks: an answer that is under way may be from before, and files of a
   * planned import that change take it back to draft.
   */
  function patchFiles(change: (files: ImportFile[]) => ImportFile[]) {
    client.setQueryData<ImportDetail>(key, (before) => before && { ...before, files: change(before.files) });
    void client.invalidateQueries({ queryKey: importKeys.one(detail.id) });
  }

  async function send(file: File) {
    const current = client.getQueryData<ImportDetail>(key)?.files ?? detail.files;
    const target =
      current.find((known) => known.name === file.name && known.sizeBytes === file.size) ??
      (await declareFile(detail.id, { name: file.name, sizeBytes: file.size }));
    patchFiles((files) => (files.some((known) => known.id === target.id) ? files : [...files, target]));
    await sendFile(detail.id, target, file, (stored) =>
      patchFiles((files) => files.map((known) => (known.id === stored.id ? stored : known))),
    );
  }

  async function add(picked: File[]) {
    setError(null);
    const checked = picked.map((file) => ({ file, reason: checkFile(file, detail.files) }));
    setRefused(checked.flatMap(({ file, reason }) => (reason ? [{ name: file.name, reason }] : [])));
    // One after another: parts of one file already fill the line.
    for (const { file, reason } of checked) {
      if (reason) continue;
      try {
        await send(file);
      } catch (problem) {
        setError(problem);
      }
    }
  }

  async function remove(fileId: string) {
    setError(null);
    setRemovingId(fileId);
    forgetUpload(fileId);
    try {
      await deleteFile(detail.id, fileId);
      patchFiles((files) => files.filter((known) => known.id !== fileId));
    } catch (problem) {
      setError(problem);
    } finally {
      setRemovingId(null);
    }
  }

  return { add, remove, refused, error, removingId };
}
