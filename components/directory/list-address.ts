import type { Route } from "next";

/** The query of an address, each name once: of one that is given twice the first counts. */
export type ListParams = Record<string, string | undefined>;

/** A page's `searchParams`, flattened; empty ones count as absent. */
export async function readListParams(
  searchParams: Promise<Record<string, string | string[] | undefined>>,
): Promise<ListParams> {
  const entries = Object.entries(await searchParams).map(([name, value]) => {
    const first = Array.isArray(value) ? value[0] : value;
    return [name, first || undefined] as const;
  });
  return Object.fromEntries(entries);
}

/**
 * The same list with something else asked of it: `change` replaces or, with undefined, removes parameters.
 * The cursor goes unless the change sets it: it belonged to the list as it was.
 */
export function listHref(path: string, params: ListParams, change: ListParams = {}): Route {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...params, after: undefined, before: undefined, ...change })) {
    if (value) query.set(name, value);
  }
  return (query.size > 0 ? `${path}?${query}` : path) as Route;
}
