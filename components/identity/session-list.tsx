"use client";

import { MonitorSmartphone } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { z } from "zod";
import { browserName } from "@/components/identity/browser-name.ts";
import { signOut } from "@/components/identity/sign-out.ts";
import { Alert } from "@/components/ui/alert.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Card, CardContent, CardHeader } from "@/components/ui/card.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { ApiError, callApi } from "@/lib/api/client.ts";

type Session = { id: string; userAgent: string; ipAddress: string | null; signedInAt: string };

/** Where one is signed in: see, and sign out there. */
export function SessionList({ sessions, ownId }: { sessions: readonly Session[]; ownId: string }) {
  const router = useRouter();
  const [endingId, setEndingId] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  async function end(session: Session) {
    setEndingId(session.id);
    setProblem(null);
    if (session.id === ownId) return signOut();
    try {
      await callApi(z.object({}), `/account/sessions/${session.id}`, { method: "DELETE" });
      toast.success("Signed out there");
    } catch (error) {
      setProblem(error instanceof ApiError ? error.message : "That did not work. Try again.");
    } finally {
      setEndingId(null);
    }
    router.refresh();
  }

  return (
    <Card aria-labelledby="sessions">
      <CardHeader
        id="sessions"
        title="Sessions"
        description="Browsers in which you are signed in. Sign out where you don't recognize one."
      />
      <CardContent className="flex flex-col gap-3">
        {problem && (
          <Alert tone="danger" isLive title="Nothing was changed">
            {problem}
          </Alert>
        )}
        <ul aria-label="Your sessions" className="flex flex-col gap-1">
          {sessions.map((session) => {
            const name = browserName(session.userAgent) ?? "Unknown browser";
            return (
              <li key={session.id} className="flex min-h-9 flex-wrap items-center gap-x-3 text-sm">
                <MonitorSmartphone aria-hidden className="size-4 shrink-0 text-muted-foreground" />
                <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2">
                  <span className="font-medium">{name}</span>
                  {session.id === ownId && <Badge>This one</Badge>}
                  {session.ipAddress && (
                    <span className="text-muted-foreground text-xs">{session.ipAddress}</span>
                  )}
                </span>
                <RelativeTime value={session.signedInAt} className="text-muted-foreground" />
                <Button
                  size="sm"
                  isPending={endingId === session.id}
                  aria-label={`Sign out of ${name}`}
                  onClick={() => end(session)}
                >
                  Sign out
                </Button>
              </li>
            );
          })}
        </ul>
      </CardContent>
    </Card>
  );
}
