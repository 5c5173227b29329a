import { passkeyClient } from "@better-auth/passkey/client";
import { createAuthClient } from "better-auth/client";
import { magicLinkClient } from "better-auth/client/plugins";

/** The browser's side of operator sign-in. */
export const authClient = createAuthClient({ plugins: [magicLinkClient(), passkeyClient()] });

type Refusal = { status: number; message?: string | undefined };

/** Why signing in failed, in a sentence; null where the reader gave up on it themselves. */
export function refusalText(error: Refusal & { code?: string | undefined }): string | null {
  if (error.status === 429) return "Too many attempts from here. Wait a minute and try again.";
  if (error.code === "AUTH_CANCELLED" || error.code === "ERROR_CEREMONY_ABORTED") return null;
  if (error.code === "PASSKEY_NOT_FOUND") return "This passkey is not known here. It may have been removed.";
  // Of several that ask at once, in this browser, the last one counts; and none counts for longer than minutes.
  if (error.code === "CHALLENGE_NOT_FOUND") {
    return "That took too long, or another tab asked meanwhile. Try again.";
  }
  if (error.code === "SESSION_NOT_FRESH") {
    return "You signed in more than a day ago. Sign out, sign in again, and add the passkey then.";
  }
  if (error.status === 0) return "The server does not answer. Check that you are online.";
  return error.message || "That did not work. Try again.";
}
