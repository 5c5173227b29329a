import type { Route } from "next";
import { RoleNames } from "@/components/directory/role-names.tsx";
import { StateBadge, VerifiedBadge } from "@/components/directory/status-badges.tsx";
import { TimeOrNever } from "@/components/directory/time-or-never.tsx";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TableRowLink,
} from "@/components/ui/table.tsx";

export type MemberRow = {
  /** The person's. */
  id: string;
  name: string;
  email: string | null;
  role: string;
  roles: readonly string[];
  status: string;
  isDirectoryManaged: boolean;
  isEmailVerified: boolean;
  lastSignInAt: Date | null;
};

/** The people of one organization. */
export function MembersTable({ members }: { members: readonly MemberRow[] }) {
  return (
    <Table label="Members" className="min-w-180 table-fixed">
      <TableHeader>
        <tr>
          <TableHead className="w-[36%]">Person</TableHead>
          <TableHead>Role</TableHead>
          <TableHead className="w-28">Status</TableHead>
          <TableHead className="w-28">Address</TableHead>
          <TableHead className="w-32">Last sign-in</TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {members.map((member) => (
          <TableRow key={member.id}>
            <TableCell>
              <TableRowLink href={`/users/${member.id}` as Route} className="block truncate">
                {member.name}
              </TableRowLink>
              <span className="block truncate text-muted-foreground">{member.email ?? "No address"}</span>
            </TableCell>
            <TableCell>
              <RoleNames {...member} />
            </TableCell>
            <TableCell>
              <StateBadge state={member.status} />
            </TableCell>
            <TableCell>
              <VerifiedBadge isVerified={member.isEmailVerified} />
            </TableCell>
            <TableCell>
              <TimeOrNever value={member.lastSignInAt} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
