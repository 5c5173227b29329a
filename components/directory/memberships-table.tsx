import type { Route } from "next";
import { IdText } from "@/components/directory/id-text.tsx";
import { RoleNames } from "@/components/directory/role-names.tsx";
import { StateBadge } from "@/components/directory/status-badges.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TableRowLink,
} from "@/components/ui/table.tsx";

export type MembershipRow = {
  id: string;
  role: string;
  roles: readonly string[];
  status: string;
  isDirectoryManaged: boolean;
  sourceKeys: readonly string[];
  createdAt: Date;
  organization: { id: string; name: string; slug: string };
};

/** The organizations of one person. */
export function MembershipsTable({ memberships }: { memberships: readonly MembershipRow[] }) {
  return (
    <Table label="Memberships" className="min-w-220 table-fixed">
      <TableHeader>
        <tr>
          <TableHead>Organization</TableHead>
          <TableHead className="w-48">Role</TableHead>
          <TableHead className="w-28">Status</TableHead>
          <TableHead className="w-32">Since</TableHead>
          <TableHead className="w-76">Stems from</TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {memberships.map((membership) => (
          <TableRow key={membership.id}>
            <TableCell>
              <TableRowLink href={`/organizations/${membership.organization.id}` as Route}>
                {membership.organization.name}
              </TableRowLink>
            </TableCell>
            <TableCell>
              <RoleNames {...membership} />
            </TableCell>
            <TableCell>
              <StateBadge state={membership.status} />
            </TableCell>
            <TableCell>
              <RelativeTime value={membership.createdAt} />
            </TableCell>
            <TableCell>
              {membership.sourceKeys.map((key) => (
                <IdText key={key} id={key} className="block" />
              ))}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
