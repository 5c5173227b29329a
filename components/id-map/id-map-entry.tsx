import type { Route } from "next";
import { CopyValue } from "@/components/directory/copy-value.tsx";
import { IdText } from "@/components/directory/id-text.tsx";
import { kindLabel } from "@/components/plan/kind-labels.ts";
import { Card, CardHeader } from "@/components/ui/card.tsx";
import { DataItem, DataList } from "@/components/ui/data-list.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import type { IdMapEntry, IdMapKind } from "@/lib/api/id-map.ts";

const pages: Partial<Record<IdMapKind, string>> = {
  user: "/users",
  organization: "/organizations",
  connection: "/connections",
  directory: "/directories",
};

/** What one id of WorkOS became. */
export function IdMapEntryCard({ entry }: { entry: IdMapEntry }) {
  const { kind, sourceId, authioId, label, foldedSourceIds } = entry;
  const page = pages[kind];
  return (
    <Card>
      <CardHeader title={label} description={kindLabel(kind)} />
      <DataList>
        <DataItem label="Authio id">
          <CopyValue value={authioId} label="Copy the Authio id" />
        </DataItem>
        <DataItem label="WorkOS id">
          <IdText id={sourceId} />
        </DataItem>
        {foldedSourceIds.length > 1 && (
          <DataItem label="Merged from">
            <ul>
              {foldedSourceIds.map((id, index) => (
                <li key={id}>
                  <IdText id={id} />
                  {kind === "user" && index === 0 && (
                    <span className="text-muted-foreground text-xs"> whose profile this is</span>
                  )}
                </li>
              ))}
            </ul>
          </DataItem>
        )}
        {page && (
          <DataItem label="In the directory">
            <TextLink href={`${page}/${encodeURIComponent(authioId)}` as Route}>See it</TextLink>
          </DataItem>
        )}
      </DataList>
    </Card>
  );
}
