import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** What a bundle of so many users holds: the proportions of a grown B2B product. */
export type BundleSize = { users: number; memberships: number; organizations: number };

/** Every fifth user row repeats the address of an earlier one. */
const duplicateEvery = 5;
const chunkLength = 1 << 17;
const firstDay = Date.UTC(2022, 0, 1);

export function bundleSize(users: number): BundleSize {
  const organizations = Math.max(2, Math.round((users / 1_000) * 25));
  return { users, organizations, memberships: users + Math.floor(users / 10) * 3 };
}

/**
 * Writes a bundle of a given number of users, always the same: 20 % of the rows share an address with an earlier
 * one, 30 % of them are in two organizations, ids look like WorkOS's (a time, then noise).
 *
 * @param options.isLater as it is some nights later: every 10th user has another name, one in 100 is new and in no
 *   organization, every 40th membership has ended
 * @param options.user the user rows, where they are not `userRecord`'s
 * @returns the size without what came later
 */
export async function generateBundle(
  file: string,
  users: number,
  { isLater = false, user = userRecord }: { isLater?: boolean; user?: (index: number) => object } = {},
): Promise<BundleSize> {
  const size = bundleSize(users);
  await pipeline(Readable.from(inChunks(bundleText(size, isLater, user))), createWriteStream(file));
  return size;
}

function* bundleText(
  size: BundleSize,
  isLater: boolean,
  userOf: (index: number) => object,
): Generator<string> {
  const users = isLater ? size.users + Math.ceil(size.users / 100) : size.users;
  const isRenamed = (index: number) => isLater && index % 10 === 0;
  yield* list('{"users":[', users, (index) =>
    isRenamed(index) ? { ...userOf(index), first_name: "Renamed" } : userOf(index),
  );
  yield* list('],"organizations":[', size.organizations, organizationRecord);
  yield '],"organization_memberships":[';
  let separator = "\n";
  for (let organization = 0; organization < size.organizations; organization++) {
    for (const { user, isFirst } of membersOf(organization, size)) {
      if (isLater && user % 40 === 0) continue;
      yield separator + JSON.stringify(membershipRecord(user, organization, isFirst));
      separator = ",\n";
    }
  }
  yield "\n]}\n";
}

function* list(start: string, count: number, record: (index: number) => object): Generator<string> {
  yield start;
  for (let index = 0; index < count; index++) {
    yield (index === 0 ? "\n" : ",\n") + JSON.stringify(record(index));
  }
  yield "\n";
}

function* inChunks(pieces: Iterable<string>): Generator<string> {
  let chunk = "";
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < chunkLength) continue;
    yield chunk;
    chunk = "";
  }
  yield chunk;
}

/** 32 pseudo-random bits that depend on nothing but the number (the finalizer of MurmurHash3). */
function noise(number: number): number {
  let bits = (number + 0x9e3779b9) | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

function sourceId(prefix: string, index: number): string {
  const time = (firstDay + index * 60_000).toString(32).toUpperCase().padStart(10, "0");
  const tail = (noise(index).toString(32) + noise(index + 0x5bd1e995).toString(32)).toUpperCase();
  return `${prefix}_01${time.slice(-8)}${index.toString(32).toUpperCase().padStart(6, "0")}${tail.padStart(10, "0").slice(-10)}`;
}

const isDuplicate = (index: number) => index % duplicateEvery === duplicateEvery - 1;

/** The first row with a row's address. */
function originalOf(index: number): number {
  if (!isDuplicate(index)) return index;
  const earlier = noise(index) % index;
  return isDuplicate(earlier) ? earlier - 1 : earlier;
}

const time = (index: number) => new Date(firstDay + (index % 2_000_000) * 60_000).toISOString();

/** A user as the API writes it. */
export function userRecord(index: number) {
  const person = originalOf(index);
  const email = `first.last${person}@example${person % 997}.com`;
  return {
    object: "user",
    id: sourceId("user", index),
    email: isDuplicate(index) ? email.toUpperCase() : email,
    email_verified: index % 10 !== 9,
    first_name: `First${person % 1_000}`,
    last_name: `Last${person}`,
    profile_picture_url: index % 2 === 0 ? `https://workoscdn.com/images/v1/${index}` : null,
    last_sign_in_at: time(index + 1_000),
    external_id: index % 3 === 0 ? `customer-${index}` : null,
    metadata: index % 4 === 0 ? { plan: "team", seat: String(index % 50) } : {},
    locale: "en-US",
    created_at: time(index),
    updated_at: time(index + 500),
  };
}

/** A directory's user as the API writes it. */
export function directoryUserRecord(index: number, directoryId: string): object {
  const email = `first.last${index}@example.com`;
  return {
    object: "directory_user",
    id: sourceId("directory_user", index),
    directory_id: directoryId,
    organization_id: null,
    idp_id: `00u${index.toString(36).padStart(10, "0")}`,
    email,
    first_name: `First${index % 1_000}`,
    last_name: `Last${index}`,
    username: email,
    state: "active",
    groups: [],
    custom_attributes: { department: "Engineering" },
    raw_attributes: { userName: email, active: true, name: { givenName: "First", familyName: "Last" } },
    created_at: time(index),
    updated_at: time(index + 500),
  };
}

function organizationRecord(index: number): object {
  return {
    object: "organization",
    id: sourceId("org", index),
    name: `Company ${index}`,
    allow_profiles_outside_organization: false,
    domains: [
      {
        object: "organization_domain",
        id: sourceId("org_domain", index),
        domain: `company${index}.example.com`,
        state: "verified",
      },
    ],
    external_id: null,
    metadata: {},
    created_at: time(index),
    updated_at: time(index),
  };
}

/** Users of an organization: every one's first, and for three of ten a second in the next organization. */
function* membersOf(
  organization: number,
  { users, organizations }: BundleSize,
): Generator<{ user: number; isFirst: boolean }> {
  for (let user = organization; user < users; user += organizations) yield { user, isFirst: true };
  const before = (organization + organizations - 1) % organizations;
  for (let user = before; user < users; user += organizations) {
    if (user % 10 < 3) yield { user, isFirst: false };
  }
}

function membershipRecord(user: number, organization: number, isFirst: boolean): object {
  const kind = noise(user ^ (organization << 8)) % 100;
  const role = kind < 85 ? "member" : kind < 95 ? "admin" : kind < 97 ? "owner" : "billing";
  return {
    object: "organization_membership",
    id: sourceId("om", user * 2 + (isFirst ? 0 : 1)),
    user_id: sourceId("user", user),
    organization_id: sourceId("org", organization),
    role: { slug: role },
    roles: [{ slug: role }],
    status: kind % 25 === 0 ? "pending" : kind % 33 === 0 ? "inactive" : "active",
    directory_managed: false,
    custom_attributes: {},
    created_at: time(user),
    updated_at: time(user),
  };
}
