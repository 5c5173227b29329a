"use client";

import { KeyRound, Plus, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { authClient, refusalText } from "@/components/identity/auth-client.ts";
import { Alert } from "@/components/ui/alert.tsx";
import { ConfirmDialog } from "@/components/ui/alert-dialog.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Card, CardContent, CardHeader } from "@/components/ui/card.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";

type Passkey = { id: string; name: string; createdAt: string | null };

/** One's own passkeys: see, add, remove. */
export function PasskeyList({ passkeys }: { passkeys: readonly Passkey[] }) {
  const router = useRouter();
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function add() {
    setPending(true);
    setProblem(null);
    const { error } = await authClient.passkey.addPasskey({ name: browserName(navigator.userAgent) });
    setPending(false);
    if (error) return setProblem(refusalText(error));
    toast.success("Passkey added");
    router.refresh();
  }

  async function remove(passkey: Passkey) {
    setProblem(null);
    const { error } = await authClient.$fetch("/passkey/delete-passkey", {
      method: "POST",
      body: { id: passkey.id },
    });
    if (error) return setProblem(refusalText(error));
    toast.success("Passkey removed");
    router.refresh();
  }

  return (
    <Card aria-labelledby="passkeys">
      <CardHeader
        id="passkeys"
        title="Passkeys"
        description="Sign in with your device's screen lock or a security key instead of a mail."
        actions={
          <Button isPending={isPending} onClick={add}>
            {!isPending && <Plus aria-hidden />}
            Add a passkey
          </Button>
        }
      />
      <CardContent className="flex flex-col gap-3">
        {problem && (
          <Alert tone="danger" isLive title="Nothing was changed">
            {problem}
          </Alert>
        )}
        {passkeys.length === 0 && <p className="text-muted-foreground text-sm">You have no passkey yet.</p>}
        <ul aria-label="Your passkeys" className="flex flex-col gap-1 empty:hidden">
          {passkeys.map((passkey) => (
            <li key={passkey.id} className="flex min-h-9 items-center gap-3 text-sm">
              <KeyRound aria-hidden className="size-4 shrink-0 text-muted-foreground" />
              <span className="min-w-0 flex-1 truncate font-medium">{passkey.name}</span>
              {passkey.createdAt && (
                <RelativeTime value={passkey.createdAt} className="text-muted-foreground" />
              )}
              <ConfirmDialog
                trigger={
                  <Button variant="ghost" size="icon" aria-label={`Remove ${passkey.name}`}>
                    <Trash2 aria-hidden />
                  </Button>
                }
                title={`Remove ${passkey.name}?`}
                confirmLabel="Remove"
                isDanger
                onConfirm={() => remove(passkey)}
              >
                It no longer signs you in here. Your device may go on offering it until you delete it there,
                too.
              </ConfirmDialog>
            </li>
          ))}
        </ul>
      </CardContent>
    </Card>
  );
}

/** "Chrome on macOS": enough to tell one's passkeys apart. */
function browserName(userAgent: string): string {
  const browser = ["Edg", "Firefox", "Chrome", "Safari"].find((name) => userAgent.includes(`${name}/`));
  const system = ["iPhone", "iPad", "Android", "Mac OS X", "Windows", "Linux"].find((name) =>
    userAgent.includes(name),
  );
  const names: Record<string, string> = { Edg: "Edge", "Mac OS X": "macOS" };
  const parts = [browser, system].filter((part) => part !== undefined).map((part) => names[part] ?? part);
  return parts.join(" on ") || "Passkey";
}
