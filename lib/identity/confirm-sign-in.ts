import { isAPIError } from "better-auth/api";
import { AppError } from "../errors.ts";
import { operatorAuth } from "./operator-auth.ts";

/**
 * Uses up a sign-in link's token and opens a session; within a request of Next's the cookie goes with its answer.
 * Throws `forbidden` for a token that was used, has expired or never was.
 */
export async function confirmSignIn(token: string, headers: Headers): Promise<void> {
  try {
    await operatorAuth().api.magicLinkVerify({ query: { token }, headers });
  } catch (error) {
    // Better Auth answers a bad token with a redirect, thrown.
    if (!isAPIError(error) || error.statusCode >= 500) throw error;
    throw new AppError(
      "forbidden",
      "This sign-in link was used already or has expired.",
      "Ask for a new one: a link works once, for 15 minutes.",
    );
  }
}
