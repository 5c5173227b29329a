import type { MergeOutcome, MergeSourceRow, OutcomePerson } from "@/components/merge/merge-outcome.ts";

type DrawnOrganization = { id: string; name: string; roles: string[]; y: number };

export type MergeLayout = {
  height: number;
  rows: { row: MergeSourceRow; y: number; person: number; isHeld: boolean }[];
  /** The first is who keeps the address; the others were split off. */
  people: { person: OutcomePerson; y: number }[];
  organizations: DrawnOrganization[];
  /** From a person to an organization. Held: the membership stays behind. */
  memberships: { person: number; organization: number; isHeld: boolean }[];
  /** Organizations that are not drawn. */
  more: number;
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
export function layoutMerge(outcome: MergeOutcome, sourceRows: readonly MergeSourceRow[]): MergeLayout {
  const { people, heldRows, leftOut } = outcome;
  const rows = sourceRows.map((row) => ({
    row,
    person: people.findIndex((person) => person.rows.includes(row)),
    isHeld: heldRows.has(row),
  }));
  const edges = [
    ...people.flatMap(({ memberships }, person) =>
      memberships.map((membership) => ({ person, membership, isHeld: false })),
    ),
    ...leftOut.map((membership) => ({ person: 0, membership, isHeld: true })),
  ];
  const all = new Map<string, Omit<DrawnOrganization, "y">>();
  for (const { membership, isHeld } of edges) {
    const { organizationId: id, organizationName: name, role, status } = membership;
    const words = `${role ?? "role to choose"}, ${isHeld ? "left out" : status}`;
    const known = all.get(id);
    if (known === undefined) all.set(id, { id, name, roles: [words] });
    else if (!known.roles.includes(words)) known.roles.push(words);
  }
  const organizations = [...all.values()].slice(0, maxOrganizations);
  const places = new Map(organizations.map(({ id }, place) => [id, place]));
  const memberships = edges.flatMap(({ person, membership, isHeld }) => {
    const organization = places.get(membership.organizationId);
    return organization === undefined ? [] : [{ person, organization, isHeld }];
  });

  const columnHeight = (count: number) => Math.max(0, count * (boxPx + gapPx) - gapPx);
  const height = Math.max(...[rows, people, organizations].map((column) => columnHeight(column.length)));
  const placed = <Box>(boxes: Box[]): (Box & { y: number })[] => {
    const top = (height - columnHeight(boxes.length)) / 2;
    return boxes.map((box, index) => ({ ...box, y: top + index * (boxPx + gapPx) + boxPx / 2 }));
  };
  return {
    height,
    rows: placed(rows),
    people: placed(people.map((person) => ({ person }))),
    organizations: placed(organizations),
    memberships,
    more: all.size - organizations.length,
  };
}
