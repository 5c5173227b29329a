import { createEmulator, type Emulator } from "workos/emulate";
import { type FrontOptions, type StrictFront, startStrictFront } from "./strict-workos-front.ts";

/** The emulator answers a key 1,000 times a minute. */
const keyCount = 20;
const lanes = 16;

type Status = "active" | "inactive" | "pending";

/** What is in an environment, kept beside it: expectations that owe nothing to the product. */
export type MadeEnvironment = {
  users: { id: string; email: string; isVerified: boolean }[];
  organizations: { id: string; name: string }[];
  memberships: { userId: string; organizationId: string; role: string; status: Status }[];
  connections: string[];
  directories: { id: string; organizationId: string }[];
  directoryUsers: { id: string; directoryId: string; state: "active" | "inactive" }[];
  directoryGroups: { id: string; directoryId: string }[];
  /** Those that organizations made for themselves, beside the environment's one. */
  organizationRoles: { slug: string; organizationId: string }[];
  invitations: string[];
  factors: { userId: string }[];
  identities: { userId: string }[];
};

export type WorkosEnvironment = {
  /** The key that the front takes. */
  key: string;
  front: StrictFront;
  made: MadeEnvironment;
  /** Asks or changes something in the environment, past the front. */
  change(method: "GET" | "POST" | "PUT" | "DELETE", route: string, body?: object): Promise<{ id: string }>;
  /** A directory's IdP turns one of its users off. */
  deactivateDirectoryUser(id: string): Promise<void>;
  close(): Promise<void>;
};

export type EnvironmentSize = {
  /** In keys, names and ids. */
  name: string;
  /** Of the people's addresses: two environments of one domain have the same people. */
  domain?: string;
  people?: number;
  organizations?: number;
  directoryUsers?: number;
};

/**
 * An environment of the official emulator behind a strict front, with records of every kind. Every sixth user row has
 * the address of the one before, in capitals; every fifth person is in two organizations; every seventh membership is
 * inactive. Memberships of people who are elsewhere can be seeded, pending.
 *
 * @param strangers ids of users of another environment who are invited into the first organization
 */
export async function startWorkosEnvironment(
  {
    name,
    domain = `${name}.example`,
    people = 130,
    organizations = 12,
    directoryUsers = 105,
  }: EnvironmentSize,
  options: FrontOptions = {},
  strangers: readonly string[] = [],
): Promise<WorkosEnvironment> {
  const keys = numbers(keyCount).map((number) => `sk_test_${name}_${number}`);
  const [key = ""] = keys;
  const emulator = await createEmulator({
    port: 0,
    seed: {
      apiKeys: Object.fromEntries(keys.map((each) => [each, { environment: "test" }])),
      users: numbers(people).map((index) => userSeed(domain, index)),
      organizations: numbers(organizations).map((index) => ({
        name: `${name} customer ${index}`,
        domains: [{ domain: `${name}-${index}.example`, state: "verified" as const }],
        memberships: index === 0 ? strangers.map((id) => ({ user_id: id, status: "pending" as const })) : [],
      })),
      connections: numbers(Math.min(3, organizations)).map((index) => ({
        name: `Okta ${index}`,
        organization: `${name} customer ${index}`,
        connection_type: "OktaSAML",
      })),
      roles: [{ slug: "billing", name: "Billing" }],
    },
  });
  const made = await fill(emulator, keys, strangers, name, directoryUsers);
  const events: { id: string }[] = [];
  const front = await startStrictFront(emulator.url, {
    emulatorKeys: keys,
    events,
    ...options,
    lists: { ...directoryLists(made), ...options.lists },
    answers: { ...identityAnswers(made), ...options.answers },
  });
  return {
    key,
    front,
    made,
    async deactivateDirectoryUser(id) {
      for (const user of made.directoryUsers) if (user.id === id) user.state = "inactive";
      const response = await fetch(`${emulator.url}/events?limit=1&order=desc`, {
        headers: { authorization: `Bearer ${key}` },
      });
      const { data }: { data: { id: string }[] } = await response.json();
      // Ids of events are in the order of time.
      events.push({ id: `${data[0]?.id}Z`, event: "dsync.user.updated", data: { id } } as { id: string });
    },
    async change(method, route, body) {
      const response = await fetch(emulator.url + route, {
        method,
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${text}`);
      return text === "" ? { id: "" } : JSON.parse(text);
    },
    async close() {
      await front.close();
      await emulator.close();
    },
  };
}

function userSeed(domain: string, index: number) {
  const isVariant = index % 6 === 5;
  const email = `person.${isVariant ? index - 1 : index}@${domain}`;
  return {
    email: isVariant ? email.toUpperCase() : email,
    email_verified: !isVariant,
    first_name: `First${index}`,
    last_name: `Last${index}`,
  };
}

async function fill(
  emulator: Emulator,
  keys: readonly string[],
  strangers: readonly string[],
  name: string,
  directoryUserCount: number,
): Promise<MadeEnvironment> {
  let requests = 0;
  async function ask<Answer>(route: string, method = "GET", body?: object): Promise<Answer> {
    const response = await fetch(emulator.url + route, {
      method,
      headers: {
        authorization: `Bearer ${keys[requests++ % keys.length]}`,
        "content-type": "application/json",
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${await response.text()}`);
    return response.json();
  }
  async function all<Item>(route: string): Promise<Item[]> {
    const items: Item[] = [];
    for (let after = ""; ; ) {
      const page = await ask<{ data: Item[]; list_metadata: { after: string | null } }>(
        `${route}?limit=100&order=asc${after && `&after=${after}`}`,
      );
      items.push(...page.data);
      if (!page.list_metadata.after) return items;
      after = page.list_metadata.after;
    }
  }
  const users = await all<{ id: string; email: string; email_verified: boolean }>("/user_management/users");
  const organizations = await all<{ id: string; name: string }>("/organizations");
  const connections = await all<{ id: string }>("/connections");
  const made: MadeEnvironment = {
    users: users.map(({ id, email, email_verified }) => ({ id, email, isVerified: email_verified })),
    organizations: organizations.map(({ id, name }) => ({ id, name })),
    memberships: [],
    connections: connections.map(({ id }) => id),
    directories: organizations.slice(0, 2).map(({ id }) => ({ id: `directory_${id}`, organizationId: id })),
    directoryUsers: [],
    directoryGroups: [],
    organizationRoles: organizations.slice(0, 3).map(({ id }) => ({ slug: "auditor", organizationId: id })),
    invitations: [],
    factors: users.slice(0, 5).map(({ id }) => ({ userId: id })),
    identities: users.slice(2, 9).map(({ id }) => ({ userId: id })),
  };
  const invited = organizations.find(({ name }) => name.endsWith(" 0"));
  for (const userId of invited ? strangers : []) {
    made.memberships.push({ userId, organizationId: invited?.id ?? "", role: "member", status: "pending" });
  }
  const wanted = users.flatMap(({ id }, index) => {
    const places = [organizations[index % organizations.length]];
    if (index % 5 === 0) places.push(organizations[(index + 1) % organizations.length]);
    return [...new Set(places)].flatMap((place) => (place ? [{ userId: id, organizationId: place.id }] : []));
  });
  await inLanes([...wanted.entries()], async ([index, { userId, organizationId }]) => {
    const role = index % 10 === 0 ? "admin" : "member";
    const { id } = await ask<{ id: string }>("/user_management/organization_memberships", "POST", {
      user_id: userId,
      organization_id: organizationId,
      role_slug: role,
    });
    const isInactive = index % 7 === 0;
    if (isInactive) await ask(`/user_management/organization_memberships/${id}/deactivate`, "PUT");
    made.memberships.push({ userId, organizationId, role, status: isInactive ? "inactive" : "active" });
  });
  for (const { organizationId, slug } of made.organizationRoles) {
    await ask(`/authorization/organizations/${organizationId}/roles`, "POST", { slug, name: "Auditor" });
  }
  for (const [index, { id }] of organizations.slice(0, 2).entries()) {
    const invitation = await ask<{ id: string }>("/user_management/invitations", "POST", {
      email: `new.${index}@${name}.example`,
      organization_id: id,
    });
    made.invitations.push(invitation.id);
  }
  for (const { userId } of made.factors) {
    await ask(`/user_management/users/${userId}/auth_factors`, "POST", { type: "totp" });
  }
  for (const [index, { id }] of made.directories.entries()) {
    const count = index === 0 ? directoryUserCount : 3;
    for (const number of numbers(count)) {
      made.directoryUsers.push({
        id: `directory_user_${name}_${index}_${number}`,
        directoryId: id,
        state: "active",
      });
    }
    made.directoryGroups.push({ id: `directory_group_${name}_${index}`, directoryId: id });
  }
  return made;
}

/** The emulator has no seed for directories. */
function directoryLists(made: MadeEnvironment): NonNullable<FrontOptions["lists"]> {
  return {
    "/directories": (search) =>
      made.directories
        .filter(({ organizationId }) => isAsked(search, "organization_id", organizationId))
        .map(({ id, organizationId }) => ({
          object: "directory",
          id,
          organization_id: organizationId,
          name: "Entra",
          state: "linked",
          type: "azure scim v2.0",
        })),
    "/directory_users": (search) =>
      made.directoryUsers
        .filter(({ directoryId }) => isAsked(search, "directory", directoryId))
        .map(({ id, directoryId, state }) => ({
          object: "directory_user",
          id,
          directory_id: directoryId,
          idp_id: `idp_${id}`,
          email: `${id}@example.com`,
          username: `${id}@example.com`,
          state,
          groups: [],
        })),
    "/directory_groups": (search) =>
      made.directoryGroups
        .filter(({ directoryId }) => isAsked(search, "directory", directoryId))
        .map(({ id, directoryId }) => ({
          object: "directory_group",
          id,
          directory_id: directoryId,
          idp_id: `idp_${id}`,
          name: "Engineering",
        })),
  };
}

/** The emulator can't make identities. The real API answers a bare list. */
function identityAnswers(made: MadeEnvironment): NonNullable<FrontOptions["answers"]> {
  return Object.fromEntries(
    made.identities.map(({ userId }) => [
      `/user_management/users/${userId}/identities`,
      [{ idp_id: `google_${userId}`, type: "OAuth", provider: "GoogleOAuth" }],
    ]),
  );
}

function isAsked(search: URLSearchParams, name: string, value: string): boolean {
  const asked = search.get(name);
  return asked === null || asked === value;
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

async function inLanes<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const queue = items.values();
  const lane = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(numbers(lanes).map(lane));
}
