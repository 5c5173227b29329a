import { Badge } from "@/components/ui/badge.tsx";
import { formatNumber } from "@/components/ui/format-number.ts";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";
import type { OrganizationStory } from "@/lib/api/organization-story.ts";

/** The first members by address; says so when there are more. */
export function StoryMembers(props: { members: OrganizationStory["members"]; people: number }) {
  if (props.members.length === 0) return <p className="text-sm">Nobody is in this organization.</p>;
  return (
    <>
      <Table label="Members">
        <TableHeader>
          <TableRow>
            <TableHead>Address</TableHead>
            <TableHead>Role</TableHead>
            <TableHead>Status</TableHead>
            <TableHead>From</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {props.members.map((member) => (
            <TableRow key={member.sourceIds.join(" ")}>
              <TableCell className="min-w-52 break-all">{member.email ?? "No address yet"}</TableCell>
              <TableCell>{member.role}</TableCell>
              <TableCell>
                <Badge tone={member.status === "active" ? "success" : "neutral"}>{member.status}</Badge>
              </TableCell>
              <TableCell className="min-w-60 break-all font-mono text-muted-foreground text-xs">
                {member.sourceIds.join(", ")}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {props.people > props.members.length && (
        <p className="text-muted-foreground text-sm">
          The first {formatNumber(props.members.length)} of {formatNumber(props.people)}, by address.
        </p>
      )}
    </>
  );
}
