import type { PlannedUserSource } from "./planned-records.ts";
import type { Metadata } from "./source-records.ts";

type TextField = "firstName" | "lastName" | "pictureUrl" | "externalId" | "locale";

type FieldConflict = { field: string; values: readonly string[] };

type FoldedFields = Record<TextField, string | null> & {
  metadata: Metadata;
  lastSignInAt: number | null;
  createdAt: number | null;
  /** Fields on which the rows disagree; the first value is the one that was taken. */
  conflicts: readonly FieldConflict[];
};

const noMetadata: Metadata = {};
const noConflicts: readonly FieldConflict[] = [];

/** Folds one person's rows, survivor first: each field is the first that is not empty, every other value is reported. */
export function foldUserFields(sources: readonly PlannedUserSource[]): FoldedFields {
  const [only] = sources;
  if (only !== undefined && sources.length === 1) return foldNothing(only);
  const conflicts: FieldConflict[] = [];
  const text = (field: TextField): string | null => {
    let taken: string | null = null;
    let values: string[] | null = null;
    for (const source of sources) {
      const value = source[field];
      if (!value || value === taken) continue;
      if (taken === null) taken = value;
      else if (values === null) values = [taken, value];
      else if (!values.includes(value)) values.push(value);
    }
    if (values !== null) conflicts.push({ field, values });
    return taken;
  };
  return {
    firstName: text("firstName"),
    lastName: text("lastName"),
    pictureUrl: text("pictureUrl"),
    externalId: text("externalId"),
    locale: text("locale"),
    metadata: foldMetadata(sources, conflicts),
    lastSignInAt: sources.find((source) => source.lastSignInAt !== null)?.lastSignInAt ?? null,
    createdAt: sources.find((source) => source.createdAt !== null)?.createdAt ?? null,
    conflicts,
  };
}

/** Most people are one row, and there are many people. */
function foldNothing(source: PlannedUserSource): FoldedFields {
  return {
    firstName: source.firstName || null,
    lastName: source.lastName || null,
    pictureUrl: source.pictureUrl || null,
    externalId: source.externalId || null,
    locale: source.locale || null,
    metadata: source.metadata ?? noMetadata,
    lastSignInAt: source.lastSignInAt,
    createdAt: source.createdAt,
    conflicts: noConflicts,
  };
}

function foldMetadata(sources: readonly PlannedUserSource[], conflicts: FieldConflict[]): Metadata {
  const all = sources.map(({ metadata }) => metadata).filter((metadata) => metadata !== null);
  const [first = noMetadata] = all;
  if (all.length < 2) return first;
  const folded = new Map<string, string[]>();
  for (const metadata of all) {
    for (const [key, value] of Object.entries(metadata)) {
      const values = folded.get(key) ?? [];
      folded.set(key, values);
      if (value && !values.includes(value)) values.push(value);
    }
  }
  for (const [key, values] of folded) {
    if (values.length > 1) conflicts.push({ field: `metadata.${key}`, values });
  }
  return Object.fromEntries([...folded].map(([key, [value = ""]]) => [key, value]));
}
