import type { MergeOutcome, MergeSourceRow, OutcomePerson } from "@/components/merge/merge-outcome.ts";
import { formatUtcTime } from "@/components/ui/format-time.ts";

type Cell = {
  value: string | null;
  /** It is what the person gets. */
  isUsed: boolean;
  /** It says otherwise: kept at its source, nowhere else. */
  isAgainst: boolean;
};

export type EvidenceLine = {
  key: string;
  label: string;
  /** One per row. */
  cells: Cell[];
  /** What the person who keeps the address gets; null is nothing. */
  result: string | null;
  /** Why this and not another; null where there is nothing to explain. */
  why: string | null;
};

type Keeper = OutcomePerson | undefined;
type Read = (of: MergeSourceRow) => string | null;

/** The facts about a group's rows, line by line, and what becomes of each. What no row has is left out. */
export function evidenceLines(rows: readonly MergeSourceRow[], outcome: MergeOutcome): EvidenceLine[] {
  const keeper: Keeper = outcome.people.find((person) => !person.isSplit);
  const fields = keeper?.fields;
  const folded = (key: string, label: string, result: string | null | undefined, read: Read) =>
    foldedLine(rows, keeper, key, label, result || null, read);
  const plain = (read: Read): Cell[] =>
    rows.map((row) => ({ value: read(row), isUsed: false, isAgainst: false }));
  const isWritten = keeper?.rows.every((row) => row.email === keeper.email);
  const metadataKeys = [...new Set(rows.flatMap((row) => Object.keys(row.metadata ?? {})))];
  return [
    {
      key: "email",
      label: "E-mail as written",
      cells: plain((row) => row.email),
      result: keeper?.email ?? null,
      why: keeper && !isWritten ? "Normalised" : null,
    },
    {
      key: "verified",
      label: "Verified",
      cells: plain((row) => (row.isEmailVerified ? "Yes" : "No")),
      result: keeper ? (keeper.isVerified ? "Yes" : "No") : null,
      why: keeper ? whyVerified(keeper) : null,
    },
    folded("lastSignInAt", "Last sign-in", timeText(fields?.lastSignInAt), (row) =>
      timeText(row.lastSignInAt),
    ),
    folded("createdAt", "Created", timeText(fields?.createdAt), (row) => timeText(row.createdAt)),
    folded("firstName", "First name", fields?.firstName, (row) => row.firstName),
    folded("lastName", "Last name", fields?.lastName, (row) => row.lastName),
    folded("externalId", "External id", fields?.externalId, (row) => row.externalId),
    folded("locale", "Locale", fields?.locale, (row) => row.locale),
    folded("pictureUrl", "Picture", fields?.pictureUrl, (row) => row.pictureUrl),
    ...metadataKeys.map((name) =>
      folded(
        `metadata.${name}`,
        `Metadata ${name}`,
        fields?.metadata[name],
        (row) => row.metadata?.[name] || null,
      ),
    ),
    ...organizationLines(rows, outcome, keeper),
  ].filter((line) => line.cells.some((cell) => cell.value !== null));
}

/** Facts of which none is a disagreement: every row has signed in at some time or other. */
const ownFacts = new Set(["lastSignInAt", "createdAt"]);

/** A field of the person: the first that is not empty, in the order of the rows. */
function foldedLine(
  rows: readonly MergeSourceRow[],
  keeper: Keeper,
  key: string,
  label: string,
  result: string | null,
  read: Read,
): EvidenceLine {
  const own = keeper?.rows ?? [];
  const used = own.find((row) => result !== null && read(row) === result);
  const values = new Set(own.map(read).filter((value) => value !== null));
  const isDisagreement = values.size > 1 && !ownFacts.has(key);
  return {
    key,
    label,
    cells: rows.map((row) => ({
      value: read(row),
      isUsed: row === used,
      isAgainst: isDisagreement && own.includes(row) && read(row) !== null && read(row) !== result,
    })),
    result,
    why: used && used !== own[0] ? "The first row has none" : isDisagreement ? "The first row's" : null,
  };
}

function whyVerified({ rows, isVerified }: OutcomePerson): string | null {
  const unverified = rows.filter((row) => !row.isEmailVerified).length;
  if (!isVerified) return "No row is verified: no sign-in identity or MFA flag comes along";
  return unverified === 0 ? null : "Unverified rows bring no sign-in identity and no MFA flag";
}

function organizationLines(
  rows: readonly MergeSourceRow[],
  { heldRows, leftOut }: MergeOutcome,
  keeper: Keeper,
): EvidenceLine[] {
  const names = new Map(
    rows.flatMap((row) => row.organizations.map(({ sourceId, name }) => [sourceId, name])),
  );
  return [...names].map(([id, name]) => {
    const membershipOf = (row: MergeSourceRow) => row.organizations.find((one) => one.sourceId === id);
    const becomes = keeper?.memberships.find((one) => one.organizationId === id);
    const own = rows.filter((row) => keeper?.rows.includes(row) && !heldRows.has(row) && membershipOf(row));
    const cells = rows.map((row): Cell => {
      const had = membershipOf(row);
      if (!had) return { value: null, isUsed: false, isAgainst: false };
      const isOwn = own.includes(row) && becomes !== undefined;
      const isSame = had.role === becomes?.role && had.status === becomes.status;
      return {
        value: `${had.role}, ${had.status}${heldRows.has(row) ? " (held)" : ""}`,
        isUsed: isOwn && isSame,
        isAgainst: isOwn && !isSame,
      };
    });
    const isLeftOut = leftOut.some((one) => one.organizationId === id);
    return {
      key: `organization ${id}`,
      label: `In ${name ?? id}`,
      cells,
      result: becomes ? `${becomes.role ?? "role to choose"}, ${becomes.status}` : null,
      why: isLeftOut
        ? "Held: only unverified rows are in it"
        : becomes
          ? whyRole(own, becomes.role, id)
          : null,
    };
  });
}

function whyRole(rows: readonly MergeSourceRow[], role: string | null, id: string): string | null {
  const had = rows.flatMap((row) =>
    row.organizations
      .filter((one) => one.sourceId === id)
      .map((one) => ({ ...one, isVerified: row.isEmailVerified })),
  );
  if (role === null) return "Custom roles meet: choose one under Issues";
  if (new Set(had.map((one) => one.role)).size > 1) {
    const kept = had.filter((one) => one.role === role);
    if (kept.length === 0) return "By your role decisions";
    const others = had.filter((one) => one.role !== role);
    const isByVerification = kept.some((one) => one.isVerified) && others.every((one) => !one.isVerified);
    return isByVerification ? "The verified row's role" : "The higher role";
  }
  return new Set(had.map((one) => one.status)).size > 1 ? "The better status" : null;
}

const timeText = (ms: number | null | undefined) =>
  ms === null || ms === undefined ? null : formatUtcTime(new Date(ms));
