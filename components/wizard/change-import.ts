import type { QueryClient } from "@tanstack/react-query";
import type { ImportDetail } from "@/lib/api/contract.ts";
import { importKeys } from "@/lib/api/queries.ts";

/**
 * Asks the server to change an import, and shows the import as it was answered. What events told between the press
 * and its answer may be newer than the answer: then the import is asked for.
 */
export async function changeImport(
  client: QueryClient,
  importId: string,
  ask: () => Promise<ImportDetail>,
): Promise<ImportDetail> {
  const queryKey = importKeys.detail(importId);
  const shown = client.getQueryData<ImportDetail>(queryKey);
  const answer = await ask();
  if (client.getQueryData<ImportDetail>(queryKey) === shown) client.setQueryData(queryKey, answer);
  else await client.invalidateQueries({ queryKey, exact: true });
  return answer;
}
