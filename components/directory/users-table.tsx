import type { Route } from "next";
import { MergedBadge, MigrationEmailBadge, VerifiedBadge } from "@/components/directory/status-badges.tsx";
import { TimeOrNever } from "@/components/directory/time-or-never.tsx";
import { formatNumber } from "@/components/ui/format-number.ts";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TableRowLink,
} from "@/components/ui/table.tsx";

export type UserRow = {
  id: string;
  name: string;
  email: string | null;
  isEmailVerified: boolean;
  isMigrationEmailPending: boolean;
  lastSignInAt: Date | null;
  sourceCount: number;
  organizationCount: number;
  organizations: readonly { id: string; name: string }[];
};

export function UsersTable({ users }: { users: readonly UserRow[] }) {
  return (
    <Table label="Users" className="min-w-200 table-fixed">
      <TableHeader>
        <tr>
          <TableHead className="w-[30%]">Person</TableHead>
          <TableHead className="w-28">Address</TableHead>
          <TableHead>Organizations</TableHead>
          <TableHead className="w-26">Sources</TableHead>
          <TableHead className="w-32">Last sign-in</TableHead>
          <TableHead className="w-38">Migration</TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {users.map((user) => (
          <TableRow key={user.id}>
            <TableCell>
              <TableRowLink href={`/users/${user.id}` as Route} className="block truncate">
                {user.name}
              </TableRowLink>
              <span className="block truncate text-muted-foreground">
                {user.email ?? "No address: cannot sign in"}
              </span>
            </TableCell>
            <TableCell>
              <VerifiedBadge isVerified={user.isEmailVerified} />
            </TableCell>
            <TableCell className="truncate">
              <OrganizationNames names={user.organizations} count={user.organizationCount} />
            </TableCell>
            <TableCell className="tabular-nums">
              {user.sourceCount > 1 ? (
                <MergedBadge sourceCount={user.sourceCount} />
              ) : (
                formatNumber(user.sourceCount)
              )}
            </TableCell>
            <TableCell>
              <TimeOrNever value={user.lastSignInAt} />
            </TableCell>
            <TableCell>
              <MigrationEmailBadge isPending={user.isMigrationEmailPending} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function OrganizationNames(props: { names: readonly { id: string; name: string }[]; count: number }) {
  if (props.count === 0) return <span className="text-muted-foreground">None</span>;
  const more = props.count - props.names.length;
  return (
    <>
      {props.names.map(({ name }) => name).join(", ")}
      {more > 0 && <span className="text-muted-foreground"> and {formatNumber(more)} more</span>}
    </>
  );
}
