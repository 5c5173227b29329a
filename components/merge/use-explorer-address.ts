"use client";

import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { type ExplorerAddress, readExplorerAddress } from "@/components/merge/explorer-address.ts";

/**
 * What the explorer shows, as the address says it: `?tab=merges&flags=held&q=acme&sort=rows&group=a@b.co`. So it can
 * be linked to and reloaded. Changes replace the address: they are no steps back through the wizard.
 */
export function useExplorerAddress() {
  const search = useSearchParams();
  const [flags, q, sort, group] = ["flags", "q", "sort", "group"].map(
    (name) => search.get(name) ?? undefined,
  );
  const address = useMemo(() => readExplorerAddress({ flags, q, sort, group }), [flags, q, sort, group]);
  return { ...address, show };
}

function show(change: Partial<ExplorerAddress>) {
  const search = new URLSearchParams(window.location.search);
  const put = (name: string, value: string) => (value ? search.set(name, value) : search.delete(name));
  if (change.filter) {
    put("flags", change.filter.flags.join(","));
    put("q", change.filter.q);
  }
  if (change.sort) put("sort", change.sort === "email" ? "" : change.sort);
  if (change.group !== undefined) put("group", change.group ?? "");
  window.history.replaceState(null, "", `?${search}`);
}
