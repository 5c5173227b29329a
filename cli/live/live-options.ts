import { text } from "node:stream/consumers";
import { type PullOptions, pullOptions, workosToken } from "../../lib/api/pull.ts";
import { readEnv } from "../../lib/env.ts";
import { WorkosClient } from "../../lib/sources/workos/workos-client.ts";
import { UsageError } from "../usage-error.ts";

/** Options of every command that asks the API of WorkOS. */
export type LiveOptions = {
  /** The API key, or `-` for standard input. Absent: the environment's. */
  liveToken?: string;
  organization?: string[];
  mfa?: boolean;
  identities?: boolean;
};

/** What to pull, as the options say it. */
export function readPullOptions({ organization, mfa, identities }: LiveOptions): PullOptions {
  const extras = [...(mfa ? ["auth_factors" as const] : []), ...(identities ? ["identities" as const] : [])];
  return pullOptions.parse({ organizations: organization ?? null, extras });
}

/**
 * The API key, from where it was given. One in the command line is warned about: other people on the machine can see
 * it there.
 *
 * @throws UsageError, without the key
 */
export async function readToken({ liveToken }: LiveOptions): Promise<string> {
  const given =
    liveToken === "-" ? await readStandardInput() : (liveToken ?? process.env.WORKOS_API_KEY ?? "");
  if (liveToken !== undefined && liveToken !== "-" && liveToken !== process.env.WORKOS_API_KEY) {
    console.error(
      "Note: a key in the command line can be read by others on this machine, and stays in your shell's history.\n" +
        "      Better: WORKOS_API_KEY in the environment, or --live-token - and the key on standard input.",
    );
  }
  const token = workosToken.safeParse(given);
  if (token.success) return token.data;
  throw new UsageError(
    given.trim() === ""
      ? "There is no API key."
      : "What was given is not a WorkOS API key: those begin with sk_.",
    "Make one in the dashboard of WorkOS under API Keys (read access is enough) and give it as WORKOS_API_KEY, or with --live-token -.",
  );
}

/** A client for the API, at the address that the environment names. */
export function workosClient(token: string): WorkosClient {
  const { WORKOS_API_URL } = readEnv();
  return new WorkosClient({ token, ...(WORKOS_API_URL && { baseUrl: WORKOS_API_URL }) });
}

async function readStandardInput(): Promise<string> {
  if (process.stdin.isTTY) console.error("Paste the API key, then Enter and Ctrl+D.");
  return text(process.stdin);
}
