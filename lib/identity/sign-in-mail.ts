import type { Mail } from "./send-mail.ts";

/** The mail with a sign-in link. To somebody who was never here it says what this is. */
export function signInMail(input: {
  operator: { email: string; name: string; emailVerified: boolean };
  url: string;
  minutes: number;
  appUrl: string;
}): Mail {
  const { operator, url, minutes } = input;
  const host = new URL(input.appUrl).host;
  const greeting = operator.name ? `Hello ${operator.name},` : "Hello,";
  const expiry = `The link works once, for ${minutes} minutes.`;
  if (operator.emailVerified) {
    return {
      to: operator.email,
      subject: `Sign in to Authio Migrate at ${host}`,
      text: `${greeting}\n\nopen this link to sign in:\n\n${url}\n\n${expiry} If you did not ask for it, ignore this mail: nobody can sign in without it.\n`,
    };
  }
  return {
    to: operator.email,
    subject: `You are invited to Authio Migrate at ${host}`,
    text: `${greeting}\n\nyou were invited to Authio Migrate, the dashboard for moving from WorkOS to Authio, at ${host}. Open this link to sign in:\n\n${url}\n\n${expiry} Later you get a new one at ${new URL("/sign-in", input.appUrl).href} with this e-mail address.\n`,
  };
}
