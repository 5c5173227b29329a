import { IdText } from "@/components/directory/id-text.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";

export type RoleRow = {
  id: string;
  slug: string;
  name: string;
  description: string | null;
  permissions: readonly string[];
  /** Null: usable in every organization. */
  organizationId: string | null;
};

/** Custom roles; owner, admin and member need no entry. */
export function RolesTable({ roles }: { roles: readonly RoleRow[] }) {
  return (
    <Table label="Custom roles" className="min-w-160 table-fixed">
      <TableHeader>
        <tr>
          <TableHead>Role</TableHead>
          <TableHead className="w-44">Usable in</TableHead>
          <TableHead>Permissions</TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {roles.map((role) => (
          <TableRow key={role.id}>
            <TableCell>
              <span className="font-medium">{role.name}</span> <IdText id={role.slug} />
              {role.description && <span className="block text-muted-foreground">{role.description}</span>}
            </TableCell>
            <TableCell>
              {role.organizationId ? (
                <Badge>This organization</Badge>
              ) : (
                <Badge tone="info">Every organization</Badge>
              )}
            </TableCell>
            <TableCell>
              <IdText id={role.permissions.join(", ") || "None"} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
