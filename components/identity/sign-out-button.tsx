"use client";

import { useState } from "react";
import { signOut } from "@/components/identity/sign-out.ts";
import { Button } from "@/components/ui/button.tsx";

export function SignOutButton() {
  const [isPending, setPending] = useState(false);

  return (
    <Button
      isPending={isPending}
      onClick={() => {
        setPending(true);
        return signOut();
      }}
    >
      Sign out
    </Button>
  );
}
