import type { Route } from "next";
import { IdText } from "@/components/directory/id-text.tsx";
import { Section } from "@/components/directory/section.tsx";
import { StateBadge, sentenceCase } from "@/components/directory/status-badges.tsx";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TableRowLink,
} from "@/components/ui/table.tsx";

export type IdentityRow = { id: string; providerId: string; accountId: string };
export type DirectoryRecordRow = {
  id: string;
  userName: string;
  idpId: string | null;
  state: string;
  directory: { id: string; name: string };
};

/** What others know this person by: sign-in identities, and records in customers' directories. */
export function PersonRecords(props: {
  accounts: readonly IdentityRow[];
  directoryUsers: readonly DirectoryRecordRow[];
}) {
  return (
    <>
      <Section title="Sign-in identities">
        {props.accounts.length === 0 ? (
          <p className="text-muted-foreground text-sm">
            None: this person signs in by a link, a passkey or SSO.
          </p>
        ) : (
          <Table label="Sign-in identities" className="table-fixed">
            <TableHeader>
              <tr>
                <TableHead className="w-48">Provider</TableHead>
                <TableHead>Subject</TableHead>
              </tr>
            </TableHeader>
            <TableBody>
              {props.accounts.map((account) => (
                <TableRow key={account.id}>
                  <TableCell>{sentenceCase(account.providerId)}</TableCell>
                  <TableCell>
                    <IdText id={account.accountId} />
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </Section>
      {props.directoryUsers.length > 0 && (
        <Section title="Directory records" description="They speak for a membership, never for the person.">
          <Table label="Directory records" className="min-w-180 table-fixed">
            <TableHeader>
              <tr>
                <TableHead>Directory</TableHead>
                <TableHead>User name</TableHead>
                <TableHead>IdP id</TableHead>
                <TableHead className="w-28">State</TableHead>
              </tr>
            </TableHeader>
            <TableBody>
              {props.directoryUsers.map((record) => (
                <TableRow key={record.id}>
                  <TableCell>
                    <TableRowLink href={`/directories/${record.directory.id}` as Route}>
                      {record.directory.name}
                    </TableRowLink>
                  </TableCell>
                  <TableCell>{record.userName}</TableCell>
                  <TableCell>{record.idpId && <IdText id={record.idpId} />}</TableCell>
                  <TableCell>
                    <StateBadge state={record.state} />
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Section>
      )}
    </>
  );
}
