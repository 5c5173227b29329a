import type { Metadata } from "next";
import { ImportList } from "@/components/wizard/import-list.tsx";
import { importListQuery } from "@/lib/api/queries.ts";
import { processDatabase } from "@/lib/database/database.ts";
import { requireAdmin } from "@/lib/identity/require-admin.ts";
import { listImports } from "@/lib/imports/list-imports.ts";
import { Answered, answer, answerSchedules, firstPage } from "./answered.tsx";

export const metadata: Metadata = { title: "Imports" };

export default async function ImportsPage() {
  const operator = await requireAdmin();
  const imports = () => firstPage(listImports(processDatabase(), operator, undefined));
  return (
    <Answered answers={[answer(importListQuery(), imports), answerSchedules(operator)]}>
      <ImportList />
    </Answered>
  );
}
