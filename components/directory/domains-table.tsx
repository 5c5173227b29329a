import type { Route } from "next";
import { SharedDomainBadge, StateBadge } from "@/components/directory/status-badges.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";

export type DomainRow = {
  id: string;
  domain: string;
  state: string;
  isShared: boolean;
  sharedWith: readonly { id: string; name: string }[];
};

/** The domains of one organization; one that others claim too routes nobody. */
export function DomainsTable({ domains }: { domains: readonly DomainRow[] }) {
  return (
    <Table label="Domains" className="min-w-160 table-fixed">
      <TableHeader>
        <tr>
          <TableHead>Domain</TableHead>
          <TableHead className="w-32">State</TableHead>
          <TableHead>Claimed by others</TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {domains.map((domain) => (
          <TableRow key={domain.id}>
            <TableCell className="font-medium">{domain.domain}</TableCell>
            <TableCell>
              <StateBadge state={domain.state} />
            </TableCell>
            <TableCell>
              {domain.isShared && (
                <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <SharedDomainBadge />
                  <span>
                    Routes nobody until one organization gives it up
                    {domain.sharedWith.length > 0 && ": "}
                    {domain.sharedWith.map((other, position) => (
                      <span key={other.id}>
                        {position > 0 && ", "}
                        <TextLink href={`/organizations/${other.id}?tab=domains` as Route}>
                          {other.name}
                        </TextLink>
                      </span>
                    ))}
                  </span>
                </div>
              )}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
