import type { Route } from "next";
import { CertificateBadge, MissingFacts, protocolName } from "@/components/directory/connection-badges.tsx";
import { StateBadge } from "@/components/directory/status-badges.tsx";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TableRowLink,
} from "@/components/ui/table.tsx";

export type ConnectionRow = {
  id: string;
  name: string;
  protocol: string;
  connectionType: string;
  state: string;
  organization: { id: string; name: string };
  missing: readonly string[];
  certificates: readonly { notAfter: number }[];
};

export function ConnectionsTable({ connections }: { connections: readonly ConnectionRow[] }) {
  return (
    <Table label="Connections" className="min-w-200 table-fixed">
      <TableHeader>
        <tr>
          <TableHead className="w-[26%]">Connection</TableHead>
          <TableHead className="w-[22%]">Organization</TableHead>
          <TableHead className="w-24">Protocol</TableHead>
          <TableHead className="w-28">State</TableHead>
          <TableHead>Missing</TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {connections.map((connection) => (
          <TableRow key={connection.id}>
            <TableCell>
              <TableRowLink href={`/connections/${connection.id}` as Route} className="block truncate">
                {connection.name}
              </TableRowLink>
              <span className="block truncate text-muted-foreground">{connection.connectionType}</span>
            </TableCell>
            <TableCell className="truncate">{connection.organization.name}</TableCell>
            <TableCell>{protocolName(connection.protocol)}</TableCell>
            <TableCell>
              <StateBadge state={connection.state} />
            </TableCell>
            <TableCell>
              <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <MissingFacts missing={connection.missing} />
                <LastingCertificate certificates={connection.certificates} />
              </span>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** Of several certificates the one that lasts longest decides. */
function LastingCertificate({ certificates }: { certificates: readonly { notAfter: number }[] }) {
  if (certificates.length === 0) return null;
  return <CertificateBadge notAfter={Math.max(...certificates.map((certificate) => certificate.notAfter))} />;
}
