/** Ends the session and goes to the sign-in page with a full load, so that nothing of it stays in memory. */
export async function signOut(): Promise<void> {
  await fetch("/api/auth/sign-out", { method: "POST" }).catch(() => {});
  location.replace("/sign-in");
}
