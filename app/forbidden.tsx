import { ShieldX } from "lucide-react";
import { SignOutButton } from "@/components/identity/sign-out-button.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";

export default function Forbidden() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-lg flex-col justify-center p-4">
      <title>No access · Authio Migrate</title>
      <h1 className="sr-only">No access</h1>
      <EmptyState
        icon={ShieldX}
        title="You are signed in, but not an administrator"
        action={<SignOutButton />}
      >
        Only administrators can use this dashboard. Ask one of them to give you the admin role.
      </EmptyState>
    </main>
  );
}
