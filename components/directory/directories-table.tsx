import type { Route } from "next";
import { protocolName } from "@/components/directory/connection-badges.tsx";
import { cappedCountText } from "@/components/directory/row-count-text.ts";
import { sentenceCase } from "@/components/directory/status-badges.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TableRowLink,
} from "@/components/ui/table.tsx";

export type DirectoryRow = {
  id: string;
  name: string;
  protocol: string;
  directoryType: string;
  sourceState: string;
  organization: { id: string; name: string };
  userCount: number;
  groupCount: number;
};

export function DirectoriesTable({ directories }: { directories: readonly DirectoryRow[] }) {
  return (
    <Table label="Directories" className="min-w-200 table-fixed">
      <TableHeader>
        <tr>
          <TableHead className="w-[28%]">Directory</TableHead>
          <TableHead className="w-[24%]">Organization</TableHead>
          <TableHead className="w-28">Protocol</TableHead>
          <TableHead>State at the source</TableHead>
          <TableHead isNumeric className="w-24">
            Users
          </TableHead>
          <TableHead isNumeric className="w-24">
            Groups
          </TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {directories.map((directory) => (
          <TableRow key={directory.id}>
            <TableCell>
              <TableRowLink href={`/directories/${directory.id}` as Route} className="block truncate">
                {directory.name}
              </TableRowLink>
              <span className="block truncate text-muted-foreground">{directory.directoryType}</span>
            </TableCell>
            <TableCell className="truncate">{directory.organization.name}</TableCell>
            <TableCell>
              <Badge tone={directory.protocol === "manual" ? "warning" : "neutral"}>
                {protocolName(directory.protocol)}
              </Badge>
            </TableCell>
            <TableCell>{sentenceCase(directory.sourceState)}</TableCell>
            <TableCell isNumeric>{cappedCountText(directory.userCount)}</TableCell>
            <TableCell isNumeric>{cappedCountText(directory.groupCount)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
