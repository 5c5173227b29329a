import { IdText } from "@/components/directory/id-text.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { formatUtcTime } from "@/components/ui/format-time.ts";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";

export type ComparedSource = {
  sourceKey: string;
  email: string;
  emailVerified: boolean;
  firstName: string | null;
  lastName: string | null;
  externalId: string | null;
  locale: string | null;
  metadata: unknown;
  lastSignInAt: Date | null;
  sourceCreatedAt: Date | null;
};

type Field = {
  label: string;
  read: (source: ComparedSource) => string | null;
  /** A fact of each row, where differing is no disagreement. */
  isOwn?: boolean;
};

const fields: readonly Field[] = [
  { label: "E-mail as it was", read: (source) => source.email, isOwn: true },
  { label: "Verified", read: (source) => (source.emailVerified ? "Yes" : "No"), isOwn: true },
  { label: "First name", read: (source) => source.firstName },
  { label: "Last name", read: (source) => source.lastName },
  { label: "External id", read: (source) => source.externalId },
  { label: "Locale", read: (source) => source.locale },
  { label: "Metadata", read: (source) => metadataText(source.metadata) },
  {
    label: "Last sign-in",
    read: (source) => source.lastSignInAt && formatUtcTime(source.lastSignInAt),
    isOwn: true,
  },
  {
    label: "Created",
    read: (source) => source.sourceCreatedAt && formatUtcTime(source.sourceCreatedAt),
    isOwn: true,
  },
];

/** The rows that became one person, side by side; what they disagree about stands out. */
export function SourceComparison(props: {
  sources: readonly ComparedSource[];
  primarySourceKey: string | null;
}) {
  return (
    <Table
      label="Source rows side by side"
      className="w-auto min-w-full"
      regionClassName="xl:overflow-x-auto"
    >
      <TableHeader>
        <tr>
          <TableHead className="left-0 z-20 w-36 sticky">Field</TableHead>
          {props.sources.map((source) => (
            <TableHead key={source.sourceKey} className="min-w-44">
              <span className="flex items-center gap-2">
                <IdText id={source.sourceKey} className="break-normal" />
                {source.sourceKey === props.primarySourceKey && <Badge tone="info">Profile</Badge>}
              </span>
            </TableHead>
          ))}
        </tr>
      </TableHeader>
      <TableBody>
        {fields.map(({ label, read, isOwn }) => {
          const values = props.sources.map(read);
          const isDifferent = !isOwn && new Set(values.filter((value) => value !== null)).size > 1;
          return (
            <TableRow key={label}>
              <th
                scope="row"
                className="sticky left-0 z-10 whitespace-nowrap border-border border-b bg-card px-4 py-2 text-left font-normal text-muted-foreground"
              >
                {label}
                {isDifferent && <span className="sr-only"> (they differ)</span>}
              </th>
              {props.sources.map((source) => {
                const value = read(source);
                return (
                  <TableCell
                    key={source.sourceKey}
                    className={isDifferent ? "break-words bg-warning-muted" : "break-words"}
                  >
                    {value ?? <span className="text-muted-foreground">—</span>}
                  </TableCell>
                );
              })}
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}

function metadataText(metadata: unknown): string | null {
  if (typeof metadata !== "object" || metadata === null) return null;
  const pairs = Object.entries(metadata).map(([key, value]) => `${key}: ${String(value)}`);
  return pairs.length > 0 ? pairs.join(", ") : null;
}
