import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { generateBundle } from "../bench/generate-bundle.ts";

type Raw = Record<string, unknown> & { id: string };
type Bundle = Record<string, Raw[]>;

/** Files of a bundle with every kind of record, and of the one that its directory was made of some time before. */
export type Bundles = { now: string; before: string };

/** Writes both, of so many users; always the same. */
export async function makeBundles(folder: string, sampleFile: string, users: number): Promise<Bundles> {
  const now = path.join(folder, "now.json");
  await generateBundle(now, users);
  const bundle = join(readBundle(now), readBundle(sampleFile));
  writeFileSync(now, JSON.stringify(bundle));
  const before = path.join(folder, "before.json");
  writeFileSync(before, JSON.stringify(asBefore(bundle)));
  return { now, before };
}

const readBundle = (file: string): Bundle => JSON.parse(readFileSync(file, "utf8"));

function join(one: Bundle, other: Bundle): Bundle {
  const kinds = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries(
    [...kinds].flatMap((kind) =>
      Array.isArray(other[kind] ?? one[kind]) ? [[kind, [...(one[kind] ?? []), ...(other[kind] ?? [])]]] : [],
    ),
  );
}

/** The bundle of some time before: from it to the present one, something of each kind came, changed and went. */
function asBefore(bundle: Bundle): Bundle {
  const { users = [], organizations = [], organization_memberships: memberships = [] } = bundle;
  const gone = users.slice(0, 60).map((user, index) => ({
    ...user,
    id: `user_gone_${index}`,
    email: `gone${index}@example.com`,
  }));
  return {
    ...Object.fromEntries(
      Object.entries(bundle).map(([kind, records]) => [kind, records.filter((_, index) => index % 3 > 0)]),
    ),
    users: [
      ...users.flatMap((user, index) => {
        if (index % 7 === 3) return [];
        if (index % 11 === 2) return [{ ...user, email: `former.${user.email}` }];
        return [index % 5 === 1 ? { ...user, first_name: "Former" } : user];
      }),
      ...gone,
    ],
    organizations: organizations.map((organization, index) =>
      index % 4 === 0 ? { ...organization, name: `Former ${organization.name}` } : organization,
    ),
    organization_memberships: [
      ...memberships.flatMap((membership, index) => {
        if (index % 9 === 4) return [];
        return [index % 6 === 0 ? { ...membership, role: { slug: "member" }, status: "active" } : membership];
      }),
      ...gone.map(({ id }, index) => ({
        id: `om_gone_${index}`,
        user_id: id,
        organization_id: organizations[index % 5]?.id,
        role: { slug: "member" },
        status: "active",
      })),
    ],
  };
}
