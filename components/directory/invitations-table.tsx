import { StateBadge, sentenceCase } from "@/components/directory/status-badges.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";

export type InvitationRow = {
  id: string;
  email: string;
  role: string | null;
  status: string;
  expiresAt: Date | null;
};

export function InvitationsTable({ invitations }: { invitations: readonly InvitationRow[] }) {
  return (
    <Table label="Invitations" className="min-w-140">
      <TableHeader>
        <tr>
          <TableHead>Invited</TableHead>
          <TableHead>Role</TableHead>
          <TableHead className="w-28">Status</TableHead>
          <TableHead className="w-36">Expires</TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {invitations.map((invitation) => (
          <TableRow key={invitation.id}>
            <TableCell className="font-medium">{invitation.email}</TableCell>
            <TableCell>{sentenceCase(invitation.role ?? "member")}</TableCell>
            <TableCell>
              <StateBadge state={invitation.status} />
            </TableCell>
            <TableCell>
              {invitation.expiresAt ? <RelativeTime value={invitation.expiresAt} /> : "Never"}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
