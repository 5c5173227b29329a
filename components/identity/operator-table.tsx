"use client";

import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { z } from "zod";
import { type Role, RoleSelect } from "@/components/identity/role-select.tsx";
import { Alert } from "@/components/ui/alert.tsx";
import { ConfirmDialog } from "@/components/ui/alert-dialog.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";
import { ApiError, callApi } from "@/lib/api/client.ts";

type Operator = {
  id: string;
  name: string;
  email: string;
  role: Role;
  isInvited: boolean;
  passkeys: number;
  createdAt: string;
};

/** Everybody who can sign in here, with their role to change, and out. */
export function OperatorTable({ operators, ownId }: { operators: readonly Operator[]; ownId: string }) {
  const router = useRouter();
  const [problem, setProblem] = useState<ApiError | null>(null);
  const [demoted, setDemoted] = useState<Operator | null>(null);

  async function send(
    path: string,
    request: { method: "PUT" | "POST" | "DELETE"; json?: unknown },
    news: string,
  ) {
    setProblem(null);
    try {
      await callApi(z.object({}), `/operators/${path}`, request);
      toast.success(news);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error);
    }
    router.refresh();
  }

  const changeRole = (operator: Operator, role: Role) =>
    send(operator.id, { method: "PUT", json: { role } }, `${nameOf(operator)} is now ${roleNames[role]}`);

  return (
    <div className="flex flex-col gap-3">
      {problem && (
        <Alert tone="danger" isLive title={problem.message}>
          {problem.whatToDo}
        </Alert>
      )}
      <Table label="Operators">
        <TableHeader>
          <tr>
            <TableHead>Name</TableHead>
            <TableHead>Role</TableHead>
            <TableHead isNumeric>Passkeys</TableHead>
            <TableHead>Since</TableHead>
            <TableHead>
              <span className="sr-only">Actions</span>
            </TableHead>
          </tr>
        </TableHeader>
        <TableBody>
          {operators.map((operator) => (
            <TableRow key={operator.id}>
              <TableCell>
                <span className="flex flex-wrap items-center gap-x-2">
                  <span className="font-medium">{nameOf(operator)}</span>
                  {operator.id === ownId && <Badge>You</Badge>}
                  {operator.isInvited && <Badge tone="info">Invited</Badge>}
                </span>
                {operator.name && <span className="block text-muted-foreground">{operator.email}</span>}
              </TableCell>
              <TableCell>
                <RoleSelect
                  aria-label={`Role of ${nameOf(operator)}`}
                  value={operator.role}
                  onChange={(role) =>
                    operator.id === ownId && role !== "admin"
                      ? setDemoted(operator)
                      : changeRole(operator, role)
                  }
                />
              </TableCell>
              <TableCell isNumeric>{operator.passkeys}</TableCell>
              <TableCell className="text-muted-foreground">
                <RelativeTime value={operator.createdAt} />
              </TableCell>
              <TableCell>
                <span className="flex items-center justify-end gap-1">
                  {operator.isInvited && (
                    <Button
                      size="sm"
                      onClick={() =>
                        send(
                          `${operator.id}/invitation`,
                          { method: "POST" },
                          `Invitation sent to ${operator.email}`,
                        )
                      }
                    >
                      Send again
                    </Button>
                  )}
                  <ConfirmDialog
                    trigger={
                      <Button variant="ghost" size="icon" aria-label={`Remove ${nameOf(operator)}`}>
                        <Trash2 aria-hidden />
                      </Button>
                    }
                    title={`Remove ${nameOf(operator)}?`}
                    confirmLabel="Remove"
                    isDanger
                    onConfirm={() =>
                      send(operator.id, { method: "DELETE" }, `${nameOf(operator)} was removed`)
                    }
                  >
                    {operator.id === ownId
                      ? "You are signed out at once and cannot come back unless somebody invites you."
                      : "They are signed out at once. What they did stays in the audit list."}
                  </ConfirmDialog>
                </span>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <ConfirmDialog
        isOpen={demoted !== null}
        onOpenChange={(isOpen) => !isOpen && setDemoted(null)}
        title="Give up your own administrator role?"
        confirmLabel="Give it up"
        isDanger
        onConfirm={async () => {
          if (demoted) await changeRole(demoted, "member");
        }}
      >
        You lose access to this dashboard at once. Only another administrator can give it back.
      </ConfirmDialog>
    </div>
  );
}

const roleNames: Record<Role, string> = { admin: "an administrator", member: "a member" };

function nameOf({ name, email }: Operator): string {
  return name || email;
}
