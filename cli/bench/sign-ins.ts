import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

const betweenMs = 25;
const person = { id: "usr_bench_native", email: "native@bench.example" };

/**
 * Signs somebody in again and again while something else goes on: finds them by their address, writes the session and
 * the time, and commits, on a connection of its own.
 *
 * @returns ends it; answers how long each took, in milliseconds
 */
export async function signInMeanwhile(url: string): Promise<() => Promise<number[]>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("INSERT INTO users (id, name, email, email_verified) VALUES ($1, 'Native', $2, true)", [
    person.id,
    person.email,
  ]);
  const taken: number[] = [];
  let isWanted = true;
  const signedIn = (async () => {
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
  })();
  return async () => {
    isWanted = false;
    await signedIn;
    await client.query("DELETE FROM users WHERE id = $1", [person.id]);
    await client.end();
    return taken;
  };
}

/** What 99 of 100 stay below. */
export function percentile99(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? 0;
}
