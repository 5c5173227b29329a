"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";

/** Ends the session and goes to the sign-in page. */
export function SignOutButton() {
  const [isPending, setPending] = useState(false);

  async function signOut() {
    setPending(true);
    await fetch("/api/auth/sign-out", { method: "POST" }).catch(() => {});
    // A full load: nothing of the session stays in memory.
    location.replace("/sign-in");
  }

  return (
    <Button isPending={isPending} onClick={signOut}>
      Sign out
    </Button>
  );
}
