import type { MergePayload } from "@/lib/api/plan-items.ts";

type Row = MergePayload["rows"][number];

export type MergeLayout = {
  height: number;
  rows: { row: Row; y: number; person: number; isHeld: boolean }[];
  /** The first is the person the rows become; the others were split off. */
  people: { sourceId: string; isSplit: boolean; y: number }[];
  organizations: { sourceId: string; name: string; y: number }[];
  /** From a person to an organization. Held: the membership stays behind until somebody decides. */
  memberships: { person: number; organization: number; isHeld: boolean }[];
};

/** Height of a box and the gap below it, in pixels. */
export const boxPx = 48;
export const gapPx = 8;

/** More organizations than this are counted instead of drawn. */
export const maxOrganizations = 8;

/**
 * Where the boxes of a merge stand: source rows at the left, people in the middle, organizations at the
 * right, each column centred on the tallest. `y` is the middle of a box.
 */
export function layoutMerge(merge: MergePayload): MergeLayout {
  const isHoldingBack = merge.decision === "hold" || merge.decision === "undecided";
  const splitRows = merge.rows.filter((row) => row.isSplit);
  const people = [
    { sourceId: merge.userSourceId, isSplit: false },
    ...splitRows.map((row) => ({ sourceId: row.sourceId, isSplit: true })),
  ];
  const rows = merge.rows.map((row) => ({
    row,
    person: row.isSplit
      ? people.findIndex((person) => person.isSplit && person.sourceId === row.sourceId)
      : 0,
    isHeld: isHoldingBack && !row.isEmailVerified && !row.isSurvivor && !row.isSplit,
  }));

  const names = new Map<string, string>();
  const edges = new Map<string, { person: number; organizationId: string; isHeld: boolean }>();
  for (const { row, person, isHeld } of rows) {
    for (const organization of row.organizations) {
      names.set(organization.sourceId, organization.name);
      const key = `${person} ${organization.sourceId}`;
      const before = edges.get(key);
      // What a verified row brings along is not held because an unverified row has it too.
      edges.set(key, {
        person,
        organizationId: organization.sourceId,
        isHeld: isHeld && (before?.isHeld ?? true),
      });
    }
  }
  const organizations = [...names].slice(0, maxOrganizations).map(([sourceId, name]) => ({ sourceId, name }));
  const memberships = [...edges.values()].flatMap(({ person, organizationId, isHeld }) => {
    const organization = organizations.findIndex((one) => one.sourceId === organizationId);
    return organization < 0 ? [] : [{ person, organization, isHeld }];
  });

  const columnHeight = (count: number) => Math.max(0, count * (boxPx + gapPx) - gapPx);
  const height = Math.max(
    columnHeight(rows.length),
    columnHeight(people.length),
    columnHeight(organizations.length),
  );
  const placed = <Box>(boxes: Box[]): (Box & { y: number })[] => {
    const top = (height - columnHeight(boxes.length)) / 2;
    return boxes.map((box, index) => ({ ...box, y: top + index * (boxPx + gapPx) + boxPx / 2 }));
  };
  return {
    height,
    rows: placed(rows),
    people: placed(people),
    organizations: placed(organizations),
    memberships,
  };
}

/** Organizations of a merge that are not drawn. */
export function undrawnOrganizations(merge: MergePayload): number {
  const all = new Set(merge.rows.flatMap((row) => row.organizations.map((one) => one.sourceId)));
  return Math.max(0, all.size - maxOrganizations);
}
