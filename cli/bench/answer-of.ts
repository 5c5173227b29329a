import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

/** The next message of a process that was forked. Throws if it ends instead. */
export async function answerOf<Answer>(child: ChildProcess): Promise<Answer> {
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`${child.spawnargs.join(" ")} ended with ${code}`);
  });
  const [message] = await Promise.race([once(child, "message"), ended]);
  return message as Answer;
}
