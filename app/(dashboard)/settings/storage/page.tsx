import type { Metadata } from "next";
import { Section } from "@/components/directory/section.tsx";
import { PurgeList } from "@/components/storage/purge-list.tsx";
import { RetentionForm } from "@/components/storage/retention-form.tsx";
import { StoredImports } from "@/components/storage/stored-imports.tsx";
import { formatNumber } from "@/components/ui/format-number.ts";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { formatBytes } from "@/components/wizard/quantity-text.ts";
import type { StorageView } from "@/lib/api/storage.ts";
import { processDatabase } from "@/lib/database/database.ts";
import { requireAdmin } from "@/lib/identity/require-admin.ts";
import { readStorage } from "@/lib/imports/retention/read-storage.ts";
import { SettingsTabs } from "../settings-tabs.tsx";

export const metadata: Metadata = { title: "Storage" };

export default async function StoragePage() {
  const operator = await requireAdmin();
  const storage = await readStorage(processDatabase(), operator);
  const bytes = storage.parts.reduce((sum, part) => sum + part.bytes, 0);
  return (
    <>
      <SettingsTabs current="storage" />
      <Section
        title="What imports leave behind"
        description={
          <>
            Imports hold {formatBytes(bytes)}; directory, accounts and everything else{" "}
            {formatBytes(storage.elsewhereBytes)}. Once a day a worker purges what was kept for its time; an
            empty field keeps it for good. <LastRun {...storage} />
          </>
        }
      >
        <RetentionForm key={JSON.stringify(storage.days)} days={storage.days} parts={storage.parts} />
      </Section>
      <Section
        title="The largest imports"
        description="Estimates, by what is stored packed and by counts. What is in use, or in review, is never purged."
      >
        {storage.imports.length === 0 ? (
          <p className="text-muted-foreground text-sm">Nothing was imported yet.</p>
        ) : (
          <StoredImports imports={storage.imports} />
        )}
      </Section>
      {storage.purges.length > 0 && (
        <Section
          title="The last purges"
          description="Postgres keeps freed space for what comes next, so the sizes above shrink late or not at all."
        >
          <PurgeList purges={storage.purges} />
        </Section>
      )}
    </>
  );
}

function LastRun({ lastRun, underWay }: Pick<StorageView, "lastRun" | "underWay">) {
  if (!lastRun) return <>It has not run yet: a worker must be running.</>;
  return (
    <>
      It last ran <RelativeTime value={lastRun.at} /> and{" "}
      {lastRun.rows === 0
        ? "found nothing to remove"
        : `removed ${formatNumber(lastRun.rows)} rows, ${formatBytes(lastRun.bytes)}`}
      {underWay > 0 && "; a purge is under way"}.
    </>
  );
}
