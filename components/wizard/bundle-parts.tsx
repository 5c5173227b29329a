import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";

/** What each list of a bundle is asked from and is for. */
const parts: readonly { key: string; path: string; becomes: string; without: string }[] = [
  {
    key: "users",
    path: "/user_management/users",
    becomes: "People: one per address, with every WorkOS user that shares it as a source.",
    without: "Nobody is imported.",
  },
  {
    key: "organizations",
    path: "/organizations",
    becomes: "Organizations with their domains.",
    without: "Memberships, connections and directories have nowhere to go.",
  },
  {
    key: "organization_memberships",
    path: "/user_management/organization_memberships",
    becomes:
      "Who is in which organization, with role and status. One listing per organization; active, inactive and pending.",
    without: "People are in no organization.",
  },
  {
    key: "sso_connections",
    path: "/connections",
    becomes: "SSO connections, pending until the customer's IdP points at Authio.",
    without: "You re-create each connection by hand.",
  },
  {
    key: "directories",
    path: "/directories",
    becomes: "SCIM directories; each gets a new bearer token when you ask for it.",
    without: "You re-create each directory by hand.",
  },
  {
    key: "directory_users, directory_groups",
    path: "/directory_users, /directory_groups",
    becomes: "What the IdP has provisioned, so that its first sync links people instead of doubling them.",
    without: "The first sync meets people it does not know.",
  },
  {
    key: "invitations",
    path: "/user_management/invitations",
    becomes: "Pending invitations, which you can send again.",
    without: "They die silently at cut-over.",
  },
  {
    key: "roles",
    path: "/authorization/roles",
    becomes: "Names and permissions of custom roles, also of those that organizations made.",
    without: "Custom roles are kept by their slug alone.",
  },
];

export function BundleParts() {
  return (
    <Table label="What each part of the bundle is for">
      <TableHeader>
        <TableRow>
          <TableHead>In the bundle</TableHead>
          <TableHead>From WorkOS</TableHead>
          <TableHead>Becomes</TableHead>
          <TableHead>Without it</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {parts.map((part) => (
          <TableRow key={part.key}>
            <TableCell className="font-mono text-xs">{part.key}</TableCell>
            <TableCell className="font-mono text-muted-foreground text-xs">{part.path}</TableCell>
            <TableCell className="min-w-64">{part.becomes}</TableCell>
            <TableCell className="min-w-44 text-muted-foreground">{part.without}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
