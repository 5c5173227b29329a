import type { Metadata } from "next";
import { AssembleStep } from "@/components/wizard/assemble-step.tsx";
import { requireAdmin } from "@/lib/identity/require-admin.ts";
import { readSnippet } from "@/lib/snippets/read-snippet.ts";
import { Answered, answerImport } from "../answered.tsx";

export const metadata: Metadata = { title: "Assemble · Migrate from WorkOS" };

export default async function AssemblePage({ searchParams }: PageProps<"/migrate/workos">) {
  const operator = await requireAdmin();
  const parameters = await searchParams;
  const one = (name: string) => [parameters[name]].flat()[0] ?? null;
  const importId = one("import");
  return (
    <Answered answers={importId ? [answerImport(operator, importId)] : []}>
      <AssembleStep
        bashSnippet={await readSnippet("workos-bundle.sh")}
        nodeSnippet={await readSnippet("workos-bundle.mjs")}
        importId={importId}
        originName={one("source")}
      />
    </Answered>
  );
}
