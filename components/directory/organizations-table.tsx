import type { Route } from "next";
import { AuthorityBadge } from "@/components/directory/authority-badge.tsx";
import { IdText } from "@/components/directory/id-text.tsx";
import { cappedCountText } from "@/components/directory/row-count-text.ts";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TableRowLink,
} from "@/components/ui/table.tsx";

export type OrganizationRow = {
  id: string;
  name: string;
  slug: string;
  sourceKey: string | null;
  authority: string;
  memberCount: number;
  domains: readonly string[];
  domainCount: number;
  connectionCount: number;
  directoryCount: number;
};

export function OrganizationsTable({ organizations }: { organizations: readonly OrganizationRow[] }) {
  return (
    <Table label="Organizations" className="min-w-260 table-fixed">
      <TableHeader>
        <tr>
          <TableHead className="w-[28%]">Organization</TableHead>
          <TableHead>Domains</TableHead>
          <TableHead isNumeric className="w-24">
            Members
          </TableHead>
          <TableHead isNumeric className="w-28">
            Connections
          </TableHead>
          <TableHead isNumeric className="w-28">
            Directories
          </TableHead>
          <TableHead className="w-64">Source id</TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {organizations.map((organization) => (
          <TableRow key={organization.id}>
            <TableCell>
              <span className="flex items-center gap-2">
                <TableRowLink href={`/organizations/${organization.id}` as Route} className="block truncate">
                  {organization.name}
                </TableRowLink>
                <AuthorityBadge authority={organization.authority} />
              </span>
              <span className="block truncate text-muted-foreground">{organization.slug}</span>
            </TableCell>
            <TableCell>
              <DomainNames domains={organization.domains} count={organization.domainCount} />
            </TableCell>
            <TableCell isNumeric>{cappedCountText(organization.memberCount)}</TableCell>
            <TableCell isNumeric>{cappedCountText(organization.connectionCount)}</TableCell>
            <TableCell isNumeric>{cappedCountText(organization.directoryCount)}</TableCell>
            <TableCell>
              {organization.sourceKey && <IdText id={withoutSource(organization.sourceKey)} />}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function DomainNames({ domains, count }: { domains: readonly string[]; count: number }) {
  if (count === 0) return <span className="text-muted-foreground">None</span>;
  const more = count - domains.length;
  return (
    <span className="block truncate">
      {domains.join(", ")}
      {more > 0 && <span className="text-muted-foreground"> and {cappedCountText(more)} more</span>}
    </span>
  );
}

/** `workos:org_1` → `org_1`, as the source itself writes it. */
function withoutSource(sourceKey: string): string {
  return sourceKey.slice(sourceKey.indexOf(":") + 1);
}
