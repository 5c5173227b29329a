/**
 * An abort signal for Ctrl+C, SIGTERM and a terminal that was closed: the command ends in order. A second one ends
 * it at once. `stop` gives the signals back to Node.
 */
export function interruptSignal(): { signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const names = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const stop = () => {
    for (const name of names) process.off(name, interrupt);
  };
  const interrupt = () => {
    stop();
    controller.abort();
  };
  for (const name of names) process.on(name, interrupt);
  return { signal: controller.signal, stop };
}
