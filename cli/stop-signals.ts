/**
 * An abort signal for everything that means "stop in order": Ctrl+C, SIGTERM, and the end of the process that
 * started us. Without the last, children of a killed `authio start` would run on for ever.
 */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  if (process.connected) process.on("disconnect", stop);
  return controller.signal;
}

/** Resolves when the signal is aborted. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
