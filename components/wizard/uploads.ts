"use client";

import { useSyncExternalStore } from "react";
import type { ImportFile } from "@/lib/api/contract.ts";
import { FileUpload, type UploadSnapshot } from "@/lib/api/file-upload.ts";
import { completeFile, putPart } from "@/lib/api/mutations.ts";

/** Uploads of this tab, by file id. They outlive the step's page, so that a look at step 1 stops nothing. */
const uploads = new Map<string, FileUpload>();
const listeners = new Set<() => void>();
const nothing = () => () => {};

function announce() {
  for (const listener of listeners) listener();
}

/**
 * Begins to send a picked file, or goes on with it. Resolves when it is done, paused or failed;
 * `onComplete` is called when all of it is stored, be that after a pause.
 */
export async function sendFile(
  importId: string,
  target: ImportFile,
  file: File,
  onComplete: (stored: ImportFile) => void,
): Promise<void> {
  uploads.get(target.id)?.pause();
  const upload = new FileUpload(target, file, {
    putPart: (part, signal) => putPart(importId, target.id, part, signal),
    complete: async () => {
      const stored = await completeFile(importId, target.id);
      onComplete(stored);
      return stored;
    },
  });
  uploads.set(target.id, upload);
  announce();
  window.addEventListener("beforeunload", warnWhileSending);
  await upload.start();
}

/** Stops and forgets the upload of a file that was removed. */
export function forgetUpload(fileId: string) {
  uploads.get(fileId)?.pause();
  uploads.delete(fileId);
  announce();
}

/** The upload of a file, if this tab has one, and how it stands. */
export function useUpload(fileId: string): { upload: FileUpload; snapshot: UploadSnapshot } | null {
  const upload = useSyncExternalStore(
    subscribeToList,
    () => uploads.get(fileId) ?? null,
    () => null,
  );
  const snapshot = useSyncExternalStore(
    upload?.subscribe ?? nothing,
    () => upload?.snapshot() ?? null,
    () => null,
  );
  return upload && snapshot ? { upload, snapshot } : null;
}

function subscribeToList(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Closing the tab loses nothing that is stored, but it does stop the rest. */
function warnWhileSending(event: BeforeUnloadEvent) {
  const isSending = [...uploads.values()].some((upload) =>
    ["uploading", "retrying"].includes(upload.snapshot().status),
  );
  if (isSending) event.preventDefault();
}
