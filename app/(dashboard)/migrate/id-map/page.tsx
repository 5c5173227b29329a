import type { Metadata } from "next";
import { Section } from "@/components/directory/section.tsx";
import { IdCountTable, IdMapDownloads } from "@/components/id-map/id-count-table.tsx";
import { IdMapEntryCard } from "@/components/id-map/id-map-entry.tsx";
import { RekeyForm } from "@/components/id-map/rekey-form.tsx";
import { MigrateTabs } from "@/components/schedules/migrate-tabs.tsx";
import { Alert } from "@/components/ui/alert.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { SearchInput } from "@/components/ui/search-input.tsx";
import { processDatabase } from "@/lib/database/database.ts";
import { countIds } from "@/lib/directory/count-ids.ts";
import { lookUpIds } from "@/lib/directory/look-up-ids.ts";
import { AppError } from "@/lib/errors.ts";
import type { Actor } from "@/lib/identity/actor.ts";
import { requireAdmin } from "@/lib/identity/require-admin.ts";

export const metadata: Metadata = { title: "ID map" };

export default async function IdMapPage({ searchParams }: PageProps<"/migrate/id-map">) {
  const operator = await requireAdmin();
  const { source_id: typed } = await searchParams;
  const counts = await countIds(processDatabase().prisma);
  return (
    <>
      <PageHeader
        title="ID map"
        description="Your own tables hold ids of WorkOS. Here is what each of them became in this directory; merged ids lead to one."
      />
      <MigrateTabs current="id-map" />
      <Section title="Look up an id">
        <SearchInput label="Id of WorkOS" param="source_id" placeholder="user_01… or org_01…" />
        {typeof typed === "string" && typed.trim() !== "" && <Found actor={operator} sourceId={typed} />}
      </Section>
      <Section
        title="Download the map"
        description="One line an id of WorkOS: kind, workos_id, authio_id. The SQL script makes a table of it in your own Postgres."
        actions={<IdMapDownloads />}
      >
        <IdCountTable counts={counts} />
      </Section>
      <Section
        title="Re-key a table of yours"
        description="A script for your Postgres: it looks first, changes everything or nothing, and verifies. Read it before you run it."
      >
        <RekeyForm />
      </Section>
    </>
  );
}

async function Found({ actor, sourceId }: { actor: Actor; sourceId: string }) {
  try {
    const { entries } = await lookUpIds(processDatabase(), actor, [sourceId.slice(0, 255)]);
    return (
      <div className="mt-3 flex max-w-3xl flex-col gap-3">
        {entries.map((entry) => (
          <IdMapEntryCard key={`${entry.kind} ${entry.authioId}`} entry={entry} />
        ))}
      </div>
    );
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return (
      <Alert tone="neutral" title={error.message} isLive className="mt-3 max-w-3xl">
        {error.whatToDo}
      </Alert>
    );
  }
}
