import type { QueryClient } from "@tanstack/react-query";
import type { ImportDetail } from "@/lib/api/contract.ts";
import { importKeys } from "@/lib/api/queries.ts";

/**
 * Asks the server to change an import, and shows the import as it was answered. What events told between the press and
 * its answer may be newer than the answer, and what a request under way will bring may be older: then the import is
 * asked for (again).
 */
export async function changeImport(
  client: QueryClient,
  importId: string,
  ask: () => Promise<ImportDetail>,
): Promise<ImportDetail> {
  const queryKey = importKeys.detail(importId);
  const shown = client.getQueryData<ImportDetail>(queryKey);
  const answer = await ask();
  const isNewest = client.getQueryData<ImportDetail>(queryKey) === shown;
  if (isNewest) client.setQueryData(queryKey, answer);
  if (!isNewest || client.isFetching({ queryKey, exact: true }) > 0) {
    await client.invalidateQueries({ queryKey, exact: true });
  }
  return answer;
}
