import type { ProbeResult, PullOptions } from "../../api/pull.ts";
import { AppError } from "../../errors.ts";
import type { Actor } from "../../identity/actor.ts";
import { probeKey } from "../../sources/workos/probe-key.ts";
import { workosClient } from "./workos-client.ts";

/** Somebody sits and waits. */
const timeoutMs = 60_000;

/**
 * What a key can read, and what pulling with it would take. The key is kept nowhere.
 *
 * @throws AppError `invalid_input` when WorkOS refuses it, `unavailable` when WorkOS does not answer
 */
export async function probeWorkosKey(
  _actor: Actor,
  token: string,
  options: PullOptions,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    return await probeKey(workosClient(token, { retries: 2 }), options, AbortSignal.any([signal, timeout]));
  } catch (error) {
    if (!timeout.aborted) throw error;
    throw new AppError(
      "unavailable",
      "WorkOS did not answer within a minute: it may be making this key wait.",
      "Check the key again in a few minutes.",
    );
  }
}
