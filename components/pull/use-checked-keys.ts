"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { probeKey } from "@/lib/api/mutations.ts";
import type { ProbeResult, PullOptions } from "@/lib/api/pull.ts";

type CheckedKey = { id: string; token: string; probe: ProbeResult };

/** What WorkOS is asked: named organizations that nobody has named yet are all of them. */
const asked = ({ organizations, extras }: PullOptions): PullOptions => ({
  organizations: organizations?.length ? organizations : null,
  extras,
});

/**
 * The API keys of a pull to come, with what WorkOS says of each under the options chosen. They live in the memory of
 * the page that uses this and nowhere else: a reload forgets them.
 */
export function useCheckedKeys(initial: PullOptions) {
  const [keys, setKeys] = useState<readonly CheckedKey[]>([]);
  const [options, setOptions] = useState(initial);

  const check = useMutation({
    mutationFn: (token: string) => probeKey(token, asked(options)),
    onSuccess: (probe, token) => setKeys((before) => [...before, { id: crypto.randomUUID(), token, probe }]),
    // What went in is forgotten with the page.
    gcTime: 0,
  });

  const checkAgain = useMutation({
    mutationFn: async (next: PullOptions) =>
      new Map(
        await Promise.all(
          keys.map(async ({ id, token }) => [id, await probeKey(token, asked(next))] as const),
        ),
      ),
  });

  function choose(next: PullOptions) {
    setOptions(next);
    // Of several changes in a row only the answer to the last one counts.
    checkAgain.mutate(next, {
      onSuccess: (probes) =>
        setKeys((before) => before.map((key) => ({ ...key, probe: probes.get(key.id) ?? key.probe }))),
    });
  }

  return {
    keys,
    options,
    choose,
    check,
    checkAgain,
    remove: (id: string) => setKeys((before) => before.filter((key) => key.id !== id)),
    /** What a pull is started with. */
    pull: () => ({ tokens: keys.map(({ token }) => token), options: asked(options) }),
  };
}
