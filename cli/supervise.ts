import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

const firstDelayMs = 500;
const maxDelayMs = 30_000;
/** A process that ran this long was healthy: its next end starts the delays afresh. */
const healthyAfterMs = 60_000;
const stopTimeoutMs = 15_000;

/** A child process that is started again whenever it ends, until it is stopped. */
export type Supervised = {
  /** Resolves when the child has said that it is ready, for the first time. */
  ready: Promise<void>;
  /** Asks the child to end, kills it if it does not within 15 seconds, and resolves when it is gone. */
  stop(): Promise<void>;
};

/** Runs one of our own commands as a child that is told when we are gone. */
export function supervise(command: string, environment: NodeJS.ProcessEnv): Supervised {
  let child: ChildProcess | null = null;
  const stopping = new AbortController();
  let onReady = () => {};
  const ready = new Promise<void>((resolve) => {
    onReady = resolve;
  });

  const run = async () => {
    let delayMs = firstDelayMs;
    while (!stopping.signal.aborted) {
      const startedAt = Date.now();
      child = spawn(process.execPath, [process.argv[1] ?? "", command], {
        env: environment,
        stdio: ["ignore", "inherit", "inherit", "ipc"],
      });
      child.on("message", () => onReady());
      const [code, signal] = await once(child, "exit");
      if (stopping.signal.aborted) return;
      if (Date.now() - startedAt > healthyAfterMs) delayMs = firstDelayMs;
      console.error(`The ${command} process ended (${signal ?? code}); it starts again in ${delayMs} ms.`);
      await sleep(delayMs, undefined, { signal: stopping.signal }).catch(() => {});
      delayMs = Math.min(delayMs * 2, maxDelayMs);
    }
  };
  const ended = run();

  const stop = async () => {
    stopping.abort();
    child?.kill("SIGTERM");
    const kill = setTimeout(() => child?.kill("SIGKILL"), stopTimeoutMs);
    await ended;
    clearTimeout(kill);
  };
  return { ready, stop };
}
