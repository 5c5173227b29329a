import type { Route } from "next";
import { IdText } from "@/components/directory/id-text.tsx";
import { StateBadge } from "@/components/directory/status-badges.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";

export type DirectoryUserRow = {
  id: string;
  userName: string;
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  state: string;
  idpId: string | null;
  user: { id: string; name: string } | null;
  groups: readonly { id: string; name: string }[];
};

/** The IdP's records of people in one directory, each with the person it stands for. */
export function DirectoryUsersTable({ users }: { users: readonly DirectoryUserRow[] }) {
  return (
    <Table label="Directory users" className="min-w-200 table-fixed">
      <TableHeader>
        <tr>
          <TableHead className="w-[26%]">User name</TableHead>
          <TableHead className="w-28">State</TableHead>
          <TableHead className="w-[20%]">Person</TableHead>
          <TableHead>Groups</TableHead>
          <TableHead className="w-[20%]">IdP id</TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {users.map((user) => (
          <TableRow key={user.id}>
            <TableCell>
              <span className="block truncate font-medium">{user.userName}</span>
              <span className="block truncate text-muted-foreground">
                {[user.firstName, user.lastName].filter(Boolean).join(" ") || user.email}
              </span>
            </TableCell>
            <TableCell>
              <StateBadge state={user.state} />
            </TableCell>
            <TableCell className="truncate">
              {user.user ? (
                <TextLink href={`/users/${user.user.id}` as Route}>{user.user.name}</TextLink>
              ) : (
                <span className="text-muted-foreground">Nobody yet</span>
              )}
            </TableCell>
            <TableCell className="truncate">{user.groups.map((group) => group.name).join(", ")}</TableCell>
            <TableCell>{user.idpId && <IdText id={user.idpId} />}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
