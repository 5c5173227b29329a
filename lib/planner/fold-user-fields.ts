import type { PlannedUserSource } from "./planned-records.ts";
import type { Metadata } from "./source-records.ts";

const textFields = ["firstName", "lastName", "pictureUrl", "externalId", "locale"] as const;
type TextField = (typeof textFields)[number];

type FieldConflict = { field: string; values: readonly string[] };

type FoldedFields = Record<TextField, string | null> & {
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
  const fold = (field: string, pick: (source: PlannedUserSource) => string | null | undefined) => {
    const values: string[] = [];
    for (const source of sources) {
      const value = pick(source);
      if (value && !values.includes(value)) values.push(value);
    }
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
  const text = (field: TextField) => fold(field, (source) => source[field]);
  return {
    firstName: text("firstName"),
    lastName: text("lastName"),
    pictureUrl: text("pictureUrl"),
    externalId: text("externalId"),
    locale: text("locale"),
    metadata: foldMetadata(sources, (key, pick) => fold(`metadata.${key}`, pick)),
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
  fold: (key: string, pick: (source: PlannedUserSource) => string | undefined) => string | null,
): Metadata {
  const keys = new Set<string>();
  for (const { metadata } of sources) for (const key of Object.keys(metadata ?? noMetadata)) keys.add(key);
  if (keys.size === 0) return noMetadata;
  const own = ({ metadata }: PlannedUserSource, key: string) =>
    metadata !== null && Object.hasOwn(metadata, key) ? metadata[key] : undefined;
  return Object.fromEntries([...keys].map((key) => [key, fold(key, (source) => own(source, key)) ?? ""]));
}
