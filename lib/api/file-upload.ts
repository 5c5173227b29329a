import { ApiError } from "./client.ts";
import type { ImportFile } from "./contract.ts";
import { hashPart } from "./hash-part.ts";

export type UploadStatus = "uploading" | "retrying" | "paused" | "failed" | "done";

export type UploadSnapshot = {
  status: UploadStatus;
  bytesStored: number;
  bytesTotal: number;
  /** Over the last seconds; null until it can be told. */
  bytesPerSecond: number | null;
  error: ApiError | null;
};

/** What an upload needs of the server. */
export type UploadCalls = {
  putPart(part: { number: number; bytes: Blob; sha256: string }, signal: AbortSignal): Promise<unknown>;
  complete(): Promise<ImportFile>;
};

const lanes = 3;
const maxAttempts = 8;
const rateWindowMs = 8_000;
const maxDelayMs = 15_000;

/**
 * Sends a file in hashed parts, three at a time, and only those the server lacks. A part that fails for
 * a passing reason is tried again, after twice the time each time; then the upload stands `failed` and
 * `start` goes on. Of a file that was uploaded in part before, the first stored part is sent again: the
 * server refuses it if this is another file that happens to have the same name and size.
 */
export class FileUpload {
  readonly #file: Blob;
  readonly #target: ImportFile;
  readonly #calls: UploadCalls;
  readonly #firstDelayMs: number;
  readonly #stored: Set<number>;
  readonly #listeners = new Set<() => void>();
  #probe: number | null;
  #controller: AbortController | null = null;
  #arrivals: { atMs: number; bytes: number }[] = [];
  #snapshot: UploadSnapshot;

  constructor(target: ImportFile, file: Blob, calls: UploadCalls, firstDelayMs = 500) {
    this.#target = target;
    this.#file = file;
    this.#calls = calls;
    this.#firstDelayMs = firstDelayMs;
    this.#stored = new Set(target.uploadedParts);
    this.#probe = target.uploadedParts.length > 0 ? Math.min(...target.uploadedParts) : null;
    this.#snapshot = {
      status: "paused",
      bytesStored: 0,
      bytesTotal: file.size,
      bytesPerSecond: null,
      error: null,
    };
    this.#publish({});
  }

  /** The same object until something changes. */
  readonly snapshot = (): UploadSnapshot => this.#snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Begins, or goes on after a pause or a failure. Resolves when it is done, paused or failed. */
  async start(): Promise<void> {
    if (this.#controller || this.#snapshot.status === "done") return;
    const controller = new AbortController();
    this.#controller = controller;
    this.#arrivals = [];
    this.#publish({ status: "uploading", error: null });
    try {
      if (this.#probe !== null) {
        await this.#send(this.#probe, controller.signal);
        this.#probe = null;
      }
      const missing = this.#missingParts().values();
      const lane = async () => {
        for (const number of missing) await this.#send(number, controller.signal);
      };
      await Promise.all(Array.from({ length: lanes }, lane));
      controller.signal.throwIfAborted();
      await this.#withRetries(() => this.#calls.complete(), controller.signal);
      this.#publish({ status: "done", bytesPerSecond: null });
    } catch (error) {
      const isPaused = controller.signal.aborted && controller.signal.reason === pauseReason;
      // The other lanes stop too: what failed once would fail for every part.
      controller.abort();
      if (!isPaused) this.#publish({ status: "failed", error: toApiError(error), bytesPerSecond: null });
    } finally {
      if (this.#controller === controller) this.#controller = null;
    }
  }

  /** Stops at once; parts under way are sent again by `start`. */
  pause(): void {
    if (!this.#controller) return;
    this.#controller.abort(pauseReason);
    this.#controller = null;
    this.#publish({ status: "paused", bytesPerSecond: null });
  }

  #missingParts(): number[] {
    const count = Math.max(1, Math.ceil(this.#target.sizeBytes / this.#target.partBytes));
    return Array.from({ length: count }, (_, number) => number).filter((number) => !this.#stored.has(number));
  }

  #sizeOf(number: number): number {
    return Math.min(this.#target.partBytes, this.#target.sizeBytes - number * this.#target.partBytes);
  }

  async #send(number: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const from = number * this.#target.partBytes;
    const bytes = this.#file.slice(from, from + this.#target.partBytes);
    const sha256 = await hashPart(await bytes.arrayBuffer());
    await this.#withRetries(() => this.#calls.putPart({ number, bytes, sha256 }, signal), signal);
    if (this.#stored.has(number)) return;
    this.#stored.add(number);
    this.#arrivals.push({ atMs: performance.now(), bytes: bytes.size });
    this.#publish({ status: "uploading", error: null, bytesPerSecond: this.#rate() });
  }

  async #withRetries<Answer>(call: () => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted();
      try {
        return await call();
      } catch (error) {
        if (signal.aborted || !(error instanceof ApiError) || !error.isTransient || attempt === maxAttempts)
          throw error;
        this.#publish({ status: "retrying", error });
        await delay(Math.min(this.#firstDelayMs * 2 ** (attempt - 1), maxDelayMs), signal);
      }
    }
  }

  #rate(): number | null {
    const nowMs = performance.now();
    this.#arrivals = this.#arrivals.filter((arrival) => nowMs - arrival.atMs < rateWindowMs);
    const first = this.#arrivals[0];
    if (!first || this.#arrivals.length < 2) return null;
    const bytes = this.#arrivals.slice(1).reduce((sum, arrival) => sum + arrival.bytes, 0);
    return (bytes / Math.max(nowMs - first.atMs, 1)) * 1000;
  }

  #publish(change: Partial<UploadSnapshot>) {
    const bytesStored = [...this.#stored].reduce((sum, number) => sum + this.#sizeOf(number), 0);
    this.#snapshot = { ...this.#snapshot, ...change, bytesStored };
    for (const listener of this.#listeners) listener();
  }
}

const pauseReason = new DOMException("paused", "AbortError");

function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  // Chromium says so when the file was changed or removed on disk after it was picked.
  const isGone = error instanceof DOMException && error.name === "NotReadableError";
  return isGone
    ? new ApiError(
        0,
        "file_unreadable",
        "The file can't be read any more.",
        "Pick it again; was it moved or changed?",
      )
    : new ApiError(
        0,
        "upload_failed",
        "The upload broke off.",
        "Start it again: what is stored already is not sent twice.",
      );
}

/** Waits, but not longer than until the browser is online again. */
function delay(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
      globalThis.removeEventListener?.("online", finish);
    };
    const finish = () => {
      end();
      resolve();
    };
    const stop = () => {
      end();
      reject(signal.reason);
    };
    const timer = setTimeout(finish, ms);
    signal.addEventListener("abort", stop);
    globalThis.addEventListener?.("online", finish);
  });
}
