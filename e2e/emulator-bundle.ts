import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { createEmulator, type Emulator } from "workos/emulate";

const run = promisify(execFile);
const snippet = path.resolve(import.meta.dirname, "../lib/snippets/workos-bundle.mjs");

/** The emulator answers a key 1,000 times a minute. */
const keyCount = 12;
const lanes = 24;

const productionPeople = 1_800;
const productionOrganizations = 150;
const stagingPeople = 700;
const stagingOrganizations = 60;

type Status = "active" | "pending" | "inactive";
type Row = { id: string; email: string; isVerified: boolean };
type Membership = { userId: string; organizationId: string; role: string; status: Status };

/** What was put into the emulators, kept beside them: expectations that owe nothing to the product. */
export type Made = {
  users: Row[];
  organizations: string[];
  memberships: Membership[];
  connections: { id: string; isEnterprise: boolean }[];
  files: { production: string; staging: string };
};

/**
 * Two environments of the official emulator, filled through its API (through its seed where the API can't make
 * it: pending memberships), then exported by the snippet that step 1 shows. Within `production` addresses differ
 * by case only, verified and not; a third of `staging` has the address of somebody in production.
 *
 * @param folder where `workos-production.json` and `workos-staging.json` are written
 */
export async function buildEmulatorBundles(folder: string): Promise<Made> {
  const made: Made = {
    users: [],
    organizations: [],
    memberships: [],
    connections: [],
    files: {
      production: path.join(folder, "workos-production.json"),
      staging: path.join(folder, "workos-staging.json"),
    },
  };
  const production = await createEmulator({
    port: 0,
    seed: { apiKeys: apiKeys("production"), roles: [{ slug: "billing", name: "Billing" }] },
  });
  try {
    await fillProduction(production, made);
    const productionUsers = [...made.users];
    const staging = await createEmulator({ port: 0, seed: stagingSeed(productionUsers) });
    try {
      await fillStaging(staging, productionUsers, made);
      await Promise.all([
        exportBundle(production, "production", made.files.production),
        exportBundle(staging, "staging", made.files.staging),
      ]);
    } finally {
      await staging.close();
    }
  } finally {
    await production.close();
  }
  return made;
}

/** Every eighth person has a second row, whose address differs by case; every other of those is unverified. */
function productionUser(index: number) {
  const isVariant = index % 8 === 7;
  const person = isVariant ? index - 1 : index;
  return {
    email: isVariant ? `Person.${person}@Example.COM` : `person.${person}@example.com`,
    email_verified: !isVariant || index % 16 === 7,
    first_name: `First${person}`,
    last_name: `Last${person}`,
  };
}

async function fillProduction(emulator: Emulator, made: Made) {
  const post = poster(emulator, "production");
  const users = await inLanes(numbers(productionPeople), (index) =>
    makeUser(post, made, productionUser(index)),
  );
  const organizations = await inLanes(numbers(productionOrganizations), (index) =>
    post<{ id: string }>("/organizations", {
      name: `Customer ${index % 140}`,
      domain_data: [{ domain: `customer-${index}.example`, state: index % 3 ? "verified" : "pending" }],
    }),
  );
  made.organizations.push(...organizations.map(({ id }) => id));
  // The second row of a person goes to an organization of its own, and every other one also to the first row's.
  const wanted = users.flatMap((user, index) => {
    const own = organizations[index % organizations.length];
    const further = organizations[(index * 7 + 3) % organizations.length];
    const ofFirstRow = organizations[(index - 1) % organizations.length];
    const places = new Set([own, index % 3 === 0 ? further : own, index % 16 === 15 ? ofFirstRow : own]);
    return [...places].flatMap((place) => (place ? [{ user, organizationId: place.id }] : []));
  });
  await inLanes(wanted, async ({ user, organizationId }, index) => {
    const role = roleIn(made, organizationId);
    const membership = await post<{ id: string }>("/user_management/organization_memberships", {
      user_id: user.id,
      organization_id: organizationId,
      role_slug: role,
    });
    const isInactive = index % 11 === 0;
    if (isInactive) {
      await post(`/user_management/organization_memberships/${membership.id}/deactivate`, undefined, "PUT");
    }
    made.memberships.push({
      userId: user.id,
      organizationId,
      role,
      status: isInactive ? "inactive" : "active",
    });
  });
  const types = ["OktaSAML", "GenericSAML", "GenericOIDC", "GoogleOAuth"];
  await inLanes(organizations.slice(0, 44), async ({ id }, index) => {
    const connectionType = types[index % types.length];
    const connection = await post<{ id: string }>("/connections", {
      organization_id: id,
      name: `Connection ${index}`,
      connection_type: connectionType,
    });
    made.connections.push({ id: connection.id, isEnterprise: connectionType !== "GoogleOAuth" });
  });
}

/** Pending memberships can only be seeded, and a seed can only name users of the other environment. */
function stagingSeed(productionUsers: readonly Row[]) {
  return {
    apiKeys: apiKeys("staging"),
    organizations: numbers(stagingOrganizations).map((index) => ({
      name: `Staging customer ${index}`,
      memberships: productionUsers
        .filter((_, number) => number % stagingOrganizations === index && number % 4 < 2)
        .map(({ id }) => ({ user_id: id, role: "member", status: "pending" as const })),
    })),
  };
}

async function fillStaging(emulator: Emulator, productionUsers: readonly Row[], made: Made) {
  const post = poster(emulator, "staging");
  const headers = { authorization: `Bearer ${keyOf("staging", 0)}` };
  const answer = await fetch(`${emulator.url}/organizations?limit=100`, { headers });
  const { data } = (await answer.json()) as { data: { id: string; name: string }[] };
  const idOf = new Map(data.map(({ id, name }) => [name, id]));
  const organizations = numbers(stagingOrganizations).map(
    (index) => idOf.get(`Staging customer ${index}`) ?? "",
  );
  made.organizations.push(...organizations);
  for (const [index, { memberships }] of stagingSeed(productionUsers).organizations.entries()) {
    for (const { user_id: userId, role, status } of memberships) {
      made.memberships.push({ userId, organizationId: organizations[index] ?? "", role, status });
    }
  }
  await inLanes(numbers(stagingPeople), async (index) => {
    const isShared = index % 3 === 0;
    const user = await makeUser(post, made, {
      email: isShared ? `person.${index * 2}@example.com` : `staging.${index}@example.com`,
      email_verified: index % 2 === 0,
    });
    // Some meet the pending membership of their own production row here: active comes before pending.
    const organizationId = organizations[(index * 2) % organizations.length] ?? "";
    await post("/user_management/organization_memberships", {
      user_id: user.id,
      organization_id: organizationId,
      role_slug: "member",
    });
    made.memberships.push({ userId: user.id, organizationId, role: "member", status: "active" });
  });
}

/** One role per organization, so that no two memberships disagree. */
function roleIn(made: Made, organizationId: string): string {
  return ["member", "admin", "member", "billing"][made.organizations.indexOf(organizationId) % 4] ?? "member";
}

type Post = <Answer>(route: string, body: object | undefined, method?: "POST" | "PUT") => Promise<Answer>;

async function makeUser(post: Post, made: Made, user: { email: string; email_verified: boolean }) {
  const { id } = await post<{ id: string }>("/user_management/users", user);
  const row = { id, email: user.email, isVerified: user.email_verified };
  made.users.push(row);
  return row;
}

function poster(emulator: Emulator, environment: string): Post {
  let requests = 0;
  return async (route, body, method = "POST") => {
    const response = await fetch(emulator.url + route, {
      method,
      headers: {
        authorization: `Bearer ${keyOf(environment, requests++ % keyCount)}`,
        "content-type": "application/json",
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${await response.text()}`);
    return response.json();
  };
}

async function exportBundle(emulator: Emulator, environment: string, file: string) {
  await run(process.execPath, [snippet, file], {
    env: { ...process.env, WORKOS_API_URL: emulator.url, WORKOS_API_KEY: keyOf(environment, keyCount) },
  });
}

const keyOf = (environment: string, number: number) => `sk_test_${environment}_${number}`;

/** The last one is the export's own. */
function apiKeys(environment: string): Record<string, { environment: string }> {
  return Object.fromEntries(
    numbers(keyCount + 1).map((number) => [keyOf(environment, number), { environment }]),
  );
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Many at a time; the results in the order of the items. */
async function inLanes<Item, Result>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = new Array(items.length);
  const queue = items.entries();
  const lane = async () => {
    for (const [index, item] of queue) results[index] = await work(item, index);
  };
  await Promise.all(numbers(lanes).map(lane));
  return results;
}
