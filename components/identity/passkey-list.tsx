"use client";

import { KeyRound, Plus, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { z } from "zod";
import { authClient, refusalText } from "@/components/identity/auth-client.ts";
import { browserName } from "@/components/identity/browser-name.ts";
import { Alert } from "@/components/ui/alert.tsx";
import { ConfirmDialog } from "@/components/ui/alert-dialog.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Card, CardContent, CardHeader } from "@/components/ui/card.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { ApiError, callApi } from "@/lib/api/client.ts";

type Passkey = { id: string; name: string; createdAt: string | null };

/** One's own passkeys: see, add, remove. */
export function PasskeyList({ passkeys }: { passkeys: readonly Passkey[] }) {
  const router = useRouter();
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function add() {
    setPending(true);
    setProblem(null);
    const { error } = await authClient.passkey.addPasskey({
      name: browserName(navigator.userAgent) ?? "Passkey",
    });
    setPending(false);
    if (error) return setProblem(refusalText(error));
    toast.success("Passkey added");
    router.refresh();
  }

  async function remove(passkey: Passkey) {
    setProblem(null);
    try {
      await callApi(z.object({}), `/account/passkeys/${passkey.id}`, { method: "DELETE" });
      toast.success("Passkey removed");
    } catch (error) {
      setProblem(error instanceof ApiError ? error.message : "That did not work. Try again.");
    }
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
