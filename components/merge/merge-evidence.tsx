import { formatUtcDate } from "@/components/ui/format-time.ts";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";
import type { MergePayload } from "@/lib/api/plan-items.ts";

const rankWords: Record<MergePayload["rows"][number]["rank"], string> = {
  survivor: "Survivor: its values are used first",
  unverified: "Behind the survivor: the address was never verified",
  earlier_sign_in: "Behind the survivor: signed in longer ago",
  younger: "Behind the survivor: created later",
  id: "Behind the survivor: equal in all, the larger id",
};

/** Why the rows stand where they stand, and on what they disagree. */
export function MergeEvidence({ merge }: { merge: MergePayload }) {
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <Table label={`Evidence for ${merge.emailKey}`} regionClassName="xl:overflow-x-auto">
        <TableHeader>
          <TableRow>
            <TableHead className="xl:static">Row</TableHead>
            <TableHead className="xl:static">Address as written</TableHead>
            <TableHead className="xl:static">Last sign-in</TableHead>
            <TableHead className="xl:static">Created</TableHead>
            <TableHead className="xl:static">Why</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {merge.rows.map((row) => (
            <TableRow key={row.sourceId}>
              <TableCell className="whitespace-nowrap font-mono text-xs">{row.sourceId}</TableCell>
              <TableCell>{row.email}</TableCell>
              <TableCell className="whitespace-nowrap tabular-nums">{dateText(row.lastSignInAt)}</TableCell>
              <TableCell className="whitespace-nowrap tabular-nums">{dateText(row.createdAt)}</TableCell>
              <TableCell className="min-w-56">
                {row.isSplit ? "Kept apart by your decision" : rankWords[row.rank]}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {merge.conflicts.length > 0 && (
        <p className="wrap-anywhere text-sm">
          <span className="font-medium">They disagree on</span>{" "}
          {merge.conflicts.map((conflict, index) => (
            <span key={conflict.field}>
              {index > 0 && "; "}
              {fieldWords(conflict.field)}: <strong>{conflict.values[0]}</strong>
              <span className="text-muted-foreground"> (also {conflict.values.slice(1).join(", ")})</span>
            </span>
          ))}
          . The first is used; the others stay on the person's sources.
        </p>
      )}
    </div>
  );
}

/** `pictureUrl` → `picture url`. */
const fieldWords = (field: string) =>
  field
    .replace(/([A-Z])/g, " $1")
    .replaceAll("_", " ")
    .toLowerCase();

const dateText = (ms: number | null) => (ms === null ? "—" : formatUtcDate(new Date(ms)));
