import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { answerOf } from "./answer-of.ts";
import { timed } from "./import-file.ts";

/** Seconds that Authio's official CLI takes for a bundle: to plan it, and to send the plan to a server. */
export type OfficialCost = { planSeconds: number; sendSeconds: number | null };

/** Seconds in which it plans a bundle and prints the plan to nowhere. */
export async function officialPlan(program: string, file: string): Promise<OfficialCost> {
  const planSeconds = await timed(() => run(program, [file, "--dry-run"]));
  return { planSeconds, sendSeconds: null };
}

/**
 * The same, and the seconds in which it then imports the plan into a server that stores nothing: what the whole import
 * takes, less the plan.
 */
export async function officialImport(checkout: string, program: string, file: string): Promise<OfficialCost> {
  const { planSeconds } = await officialPlan(program, file);
  const server = fork(path.join(checkout, "cli/bench/forgetful-server.mjs"));
  try {
    const url = `http://localhost:${await answerOf<number>(server)}`;
    const wholeSeconds = await timed(() =>
      run(program, [file, "--management-api-url", url, "--api-key", "sk_bench"]),
    );
    return { planSeconds, sendSeconds: wholeSeconds - planSeconds };
  } finally {
    server.disconnect();
  }
}

async function run(program: string, args: readonly string[]): Promise<void> {
  const child = spawn(program, ["import", "workos", "--input", ...args], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`${program} ended with ${code}:\n${stderr}`);
}
