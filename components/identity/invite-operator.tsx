"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { z } from "zod";
import { RoleSelect } from "@/components/identity/role-select.tsx";
import { Alert } from "@/components/ui/alert.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogContent, DialogFooter, DialogTrigger } from "@/components/ui/dialog.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { ApiError, callApi } from "@/lib/api/client.ts";

/** The button and the form behind it. `mail` says where the invitation will go. */
export function InviteOperator({ mail }: { mail: "smtp" | "outbox" | "none" }) {
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<"admin" | "member">("admin");
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiError | null>(null);

  function changeOpen(next: boolean) {
    setOpen(next);
    setProblem(null);
    if (next) setEmail("");
  }

  async function invite(event: FormEvent) {
    event.preventDefault();
    setPending(true);
    setProblem(null);
    try {
      await callApi(z.object({}), "/operators", { method: "POST", json: { email, role } });
      toast.success(`Invitation sent to ${email.trim()}`);
      changeOpen(false);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error);
    } finally {
      setPending(false);
      // Also after an error: the mail may have failed with the operator already in the list.
      router.refresh();
    }
  }

  return (
    <Dialog open={isOpen} onOpenChange={changeOpen}>
      <DialogTrigger asChild>
        <Button variant="primary">
          <Plus aria-hidden />
          Invite
        </Button>
      </DialogTrigger>
      <DialogContent title="Invite somebody" description="They get a mail with a link that signs them in.">
        {mail === "none" ? (
          <Alert tone="warning" title="No mail server is set up">
            Set <code>SMTP_URL</code> on the server to send invitations.
          </Alert>
        ) : (
          <form onSubmit={invite} className="flex flex-col gap-4">
            {problem && (
              <Alert tone="danger" isLive title={problem.message}>
                {problem.whatToDo}
              </Alert>
            )}
            <Field label="E-mail address">
              {(control) => (
                <Input
                  {...control}
                  type="email"
                  name="email"
                  autoComplete="off"
                  required
                  value={email}
                  onChange={(event) => setEmail(event.target.value)}
                />
              )}
            </Field>
            <Field
              label="Role"
              hint="Members can sign in and see nothing yet: for later, or to take a role away."
            >
              {(control) => <RoleSelect {...control} value={role} onChange={setRole} />}
            </Field>
            {mail === "outbox" && (
              <p className="text-muted-foreground text-sm">
                No mail server is set up: the mail goes to the <TextLink href="/outbox">outbox</TextLink> on
                this machine.
              </p>
            )}
            <DialogFooter>
              <Button onClick={() => changeOpen(false)}>Cancel</Button>
              <Button type="submit" variant="primary" isPending={isPending}>
                Send the invitation
              </Button>
            </DialogFooter>
          </form>
        )}
      </DialogContent>
    </Dialog>
  );
}
