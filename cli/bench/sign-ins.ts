import { fork } from "node:child_process";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { answerOf } from "./answer-of.ts";

const betweenMs = 25;
const person = { id: "usr_bench_native", email: "native@bench.example" };

/**
 * Signs somebody in again and again while something else goes on, in a process of its own: people sign in at the web
 * server, which does not wait for what a worker computes.
 *
 * @returns ends it; answers how long each took, in milliseconds
 */
export async function signInMeanwhile(checkout: string, url: string): Promise<() => Promise<number[]>> {
  const child = fork(path.join(checkout, "cli/bench/sign-ins.mjs"));
  await answerOf(child);
  child.send(url);
  await answerOf(child);
  return async () => {
    child.send("end");
    const taken = await answerOf<number[]>(child);
    child.disconnect();
    return taken;
  };
}

/**
 * The forked process: finds somebody by their address, writes the session and the time, and commits, on one connection,
 * until the next message. Answers how long each sign-in took.
 */
export async function signInUntilTold(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("INSERT INTO users (id, name, email, email_verified) VALUES ($1, 'Native', $2, true)", [
    person.id,
    person.email,
  ]);
  const taken: number[] = [];
  let isWanted = true;
  process.once("message", () => {
    isWanted = false;
  });
  process.send?.("begun");
  for (let number = 0; isWanted; number++) {
    const startedAt = performance.now();
    await client.query("BEGIN");
    const { rows } = await client.query<{ id: string }>("SELECT id FROM users WHERE email = $1", [
      person.email,
    ]);
    await client.query(
      `INSERT INTO sessions (id, token, user_id, expires_at, updated_at)
       VALUES ($1, $1, $2, now() + interval '1 day', now())`,
      [`bench_${number}`, rows[0]?.id],
    );
    await client.query("UPDATE users SET last_sign_in_at = now() WHERE id = $1", [rows[0]?.id]);
    await client.query("COMMIT");
    taken.push(performance.now() - startedAt);
    await sleep(betweenMs);
  }
  await client.query("DELETE FROM users WHERE id = $1", [person.id]);
  await client.end();
  process.send?.(taken);
}

/** What 99 of 100 stay below. */
export function percentile99(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? 0;
}
