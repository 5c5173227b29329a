import { IdText } from "@/components/directory/id-text.tsx";
import { cappedCountText } from "@/components/directory/row-count-text.ts";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";

export type DirectoryGroupRow = { id: string; name: string; idpId: string | null; memberCount: number };

export function DirectoryGroupsTable({ groups }: { groups: readonly DirectoryGroupRow[] }) {
  return (
    <Table label="Directory groups" className="min-w-120">
      <TableHeader>
        <tr>
          <TableHead>Group</TableHead>
          <TableHead>IdP id</TableHead>
          <TableHead isNumeric className="w-28">
            Members
          </TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {groups.map((group) => (
          <TableRow key={group.id}>
            <TableCell className="font-medium">{group.name}</TableCell>
            <TableCell>{group.idpId && <IdText id={group.idpId} />}</TableCell>
            <TableCell isNumeric>{cappedCountText(group.memberCount)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
