import type { PlannedUserSource } from "./planned-records.ts";
import type { Metadata } from "./source-records.ts";

const textFields = ["firstName", "lastName", "pictureUrl", "externalId", "locale"] as const;
type TextField = (typeof textFields)[number];

export type FieldConflict = { field: string; values: readonly string[] };

export type FoldedFields = Record<TextField, string | null> & {
  metadata: Metadata;
  lastSignInAt: number | null;
  createdAt: number | null;
  /** Fields on which the rows disagree; the first value is the one that was taken. */
  conflicts: readonly FieldConflict[];
};

const noMetadata: Metadata = {};

/** Folds one person's rows, survivor first: each field is the first that is not empty, every other value is reported. */
export function foldUserFields(sources: readonly PlannedUserSource[]): FoldedFields {
  const [survivor, ...others] = sources;
  if (survivor !== undefined && others.length === 0) return foldNothing(survivor);
  const conflicts: FieldConflict[] = [];
  const fold = (field: string, found: readonly (string | null | undefined)[]): string | null => {
    const values: string[] = [];
    for (const value of found) if (value && !values.includes(value)) values.push(value);
    if (values.length > 1) conflicts.push({ field, values });
    return values[0] ?? null;
  };
  const first = <Value>(pick: (source: PlannedUserSource) => Value | null): Value | null => {
    for (const source of sources) {
      const value = pick(source);
      if (value !== null) return value;
    }
    return null;
  };
  const text = (field: TextField) =>
    fold(
      field,
      sources.map((source) => source[field]),
    );
  return {
    firstName: text("firstName"),
    lastName: text("lastName"),
    pictureUrl: text("pictureUrl"),
    externalId: text("externalId"),
    locale: text("locale"),
    metadata: foldMetadata(sources, (key, found) => fold(`metadata.${key}`, found)),
    lastSignInAt: first((source) => source.lastSignInAt),
    createdAt: first((source) => source.createdAt),
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
    conflicts: [],
  };
}

function foldMetadata(
  sources: readonly PlannedUserSource[],
  fold: (key: string, found: readonly (string | undefined)[]) => string | null,
): Metadata {
  const keys = new Set(sources.flatMap((source) => Object.keys(source.metadata ?? noMetadata)));
  const own = (source: PlannedUserSource, key: string) =>
    source.metadata !== null && Object.hasOwn(source.metadata, key) ? source.metadata[key] : undefined;
  const values = [...keys].map((key) => [
    key,
    fold(
      key,
      sources.map((source) => own(source, key)),
    ) ?? "",
  ]);
  return Object.fromEntries(values);
}
