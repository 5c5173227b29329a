import { fork } from "node:child_process";
import path from "node:path";
import { answerOf } from "./answer-of.ts";
import { runProgram } from "./run-command.ts";

/** Seconds in which Authio's official CLI plans a bundle and prints the plan to nowhere. */
export async function secondsToPlan(program: string, file: string): Promise<number> {
  return (await runProgram(program, ["import", "workos", "--input", file, "--dry-run"])).seconds;
}

/**
 * Seconds in which it imports a bundle's plan into a server that stores nothing: what the whole import takes, less the plan.
 *
 * @param records that it must send at least: it ends well, too, when it could not send any
 */
export async function secondsToSend(
  checkout: string,
  program: string,
  file: string,
  records: number,
): Promise<number> {
  const planSeconds = await secondsToPlan(program, file);
  const server = fork(path.join(checkout, "cli/bench/forgetful-server.mjs"));
  try {
    const url = await answerOf<string>(server);
    const target = ["--management-api-url", url, "--api-key", "sk_bench"];
    const { seconds } = await runProgram(program, ["import", "workos", "--input", file, ...target]);
    server.send("count");
    const made = await answerOf<number>(server);
    if (made < records) {
      throw new Error(
        `${program} sent ${made} records where there are ${records}: run it by hand to see why, or leave --official-cli out.`,
      );
    }
    return seconds - planSeconds;
  } finally {
    server.disconnect();
  }
}
