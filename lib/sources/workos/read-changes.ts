import { setMaxListeners } from "node:events";
import pMap from "p-map";
import type { PullResource } from "../../api/pull.ts";
import { readAnswer } from "./read-answer.ts";
import { resources } from "./resources.ts";
import type { WorkosClient } from "./workos-client.ts";
import { WorkosError } from "./workos-error.ts";

type RawRecord = Record<string, unknown>;

/** Where the events that are in a snapshot end: at one of them or, before the first was read, at a time. */
export type EventCursor = { after: string } | { since: string };

/** What has changed at the source: of each resource the records that did, as they are now; null for one that is gone. */
export type SourceChanges = {
  records: Map<PullResource, Map<string, RawRecord | null>>;
  /** Owners (an organization, or empty for the environment) whose roles changed, with all that each has now. */
  roles: Map<string, RawRecord[]>;
  cursor: EventCursor;
};

/** WorkOS keeps events for 30 days; with a day less nobody's clock matters. */
const keptForMs = 29 * 24 * 60 * 60 * 1_000;
/** More than this is a pull's work: a hundred records in one request, not one. */
const mostRecords = 20_000;
const requestsAtOnce = 32;

/** By the first words of an event's name: which resource it speaks of, and where one record of it is. */
const families: readonly { event: RegExp; resource: PullResource; path: string }[] = [
  { event: /^user\./, resource: "users", path: "/user_management/users/" },
  { event: /^organization\./, resource: "organizations", path: "/organizations/" },
  {
    event: /^organization_membership\./,
    resource: "organization_memberships",
    path: "/user_management/organization_memberships/",
  },
  { event: /^connection\./, resource: "sso_connections", path: "/connections/" },
  { event: /^dsync\.user\./, resource: "directory_users", path: "/directory_users/" },
  {
    event: /^dsync\.group\.(created|updated|deleted)$/,
    resource: "directory_groups",
    path: "/directory_groups/",
  },
  { event: /^dsync\.(activated|deactivated|deleted)$/, resource: "directories", path: "/directories/" },
  { event: /^invitation\./, resource: "invitations", path: "/user_management/invitations/" },
];

/** Events that are asked for, by the names of WorkOS. */
const eventNames = [
  ...["created", "updated", "deleted"].flatMap((what) => [
    `user.${what}`,
    `organization.${what}`,
    `organization_membership.${what}`,
    `dsync.user.${what}`,
    `dsync.group.${what}`,
    `role.${what}`,
    `organization_role.${what}`,
  ]),
  ...["created", "updated", "deleted", "verified", "verification_failed"].map(
    (what) => `organization_domain.${what}`,
  ),
  ...["activated", "deactivated", "deleted"].map((what) => `connection.${what}`),
  ...["activated", "deleted", "group.user_added", "group.user_removed"].map((what) => `dsync.${what}`),
  ...["created", "accepted", "revoked", "resent"].map((what) => `invitation.${what}`),
].join(",");

/**
 * Reads the events since a cursor, and fetches what they speak of as it is now. So it does not matter what an event
 * carries, whether one is read twice, or that the newest are withheld for seconds: they are read the next time.
 *
 * @returns null where only a whole pull can tell: the cursor is too old or unknown, or too much has changed
 * @throws WorkosError when WorkOS does not answer or refuses the key
 */
export async function readChanges(
  client: WorkosClient,
  from: EventCursor,
  now: number,
  signal: AbortSignal,
): Promise<SourceChanges | null> {
  const events = await readEvents(client, from, now, signal);
  if (events === null) return null;
  const touched = new Map<PullResource, Set<string>>();
  const owners = new Set<string>();
  for (const { event, data } of events.list) note(event, data, touched, owners);
  if ([...touched.values()].reduce((sum, ids) => sum + ids.size, owners.size) > mostRecords) return null;

  const records: SourceChanges["records"] = new Map();
  for (const { resource, path } of families) {
    const ids = touched.get(resource);
    if (!ids) continue;
    const found = await pMap(
      ids,
      async (id) => [id, await readRecord(client, `${path}${encodeURIComponent(id)}`, signal)] as const,
      { concurrency: requestsAtOnce, signal },
    );
    records.set(resource, new Map(found));
  }
  const roles = new Map<string, RawRecord[]>();
  for (const owner of owners) roles.set(owner, await readRoles(client, owner, signal));
  return { records, roles, cursor: events.cursor };
}

type Event = { id: string; event: string; data: RawRecord };

async function readEvents(
  client: WorkosClient,
  from: EventCursor,
  now: number,
  signal: AbortSignal,
): Promise<{ list: Event[]; cursor: EventCursor } | null> {
  if ("since" in from && now - Date.parse(from.since) > keptForMs) return null;
  setMaxListeners(0, signal);
  const start = "after" in from ? { after: from.after } : { range_start: from.since };
  const list: Event[] = [];
  const seen = new Set<string>();
  let place: Record<string, string> = start;
  let cursor = from;
  for (;;) {
    const search = { events: eventNames, limit: "100", order: "asc", ...place };
    const answer = await client.get("/events", search, { signal }).catch((error: unknown) => {
      // A cursor that WorkOS does not know any more, or a key that may not read events.
      if (error instanceof WorkosError && ["missing", "refused", "forbidden"].includes(error.trouble))
        return null;
      throw error;
    });
    if (answer === null) return null;
    const page = readAnswer({ path: "/events", search: {} }, answer.body);
    const events = page.records.filter(isEvent);
    // Ids of events are in the order of time: a server that starts again at its first one does not know the cursor.
    if (events.some(({ id }) => seen.has(id) || ("after" in from && timeOf(id) <= timeOf(from.after))))
      return null;
    for (const event of events) {
      seen.add(event.id);
      list.push(event);
      cursor = { after: event.id };
    }
    if (page.after === null || events.length === 0) return { list, cursor };
    if (list.length > mostRecords * 5) return null;
    place = { after: page.after };
  }
}

/** The part of an id that grows with time: a ULID after the prefix. */
const timeOf = (id: string) => id.slice(id.lastIndexOf("_") + 1);

function isEvent(record: RawRecord): record is Event {
  const { id, event, data } = record;
  return typeof id === "string" && typeof event === "string" && typeof data === "object" && data !== null;
}

/** Notes what an event speaks of. */
function note(
  event: string,
  data: RawRecord,
  touched: Map<PullResource, Set<string>>,
  owners: Set<string>,
): void {
  const add = (resource: PullResource, id: unknown) => {
    if (typeof id !== "string" || id === "") return;
    const ids = touched.get(resource) ?? new Set();
    touched.set(resource, ids.add(id));
  };
  if (/^(organization_)?role\./.test(event)) {
    owners.add(typeof data.organization_id === "string" ? data.organization_id : "");
  } else if (event.startsWith("organization_domain.")) {
    add("organizations", data.organization_id);
  } else if (event === "dsync.group.user_added" || event === "dsync.group.user_removed") {
    add("directory_users", (data.user as RawRecord | undefined)?.id);
  } else {
    const family = families.find((each) => each.event.test(event));
    if (family) add(family.resource, data.id);
  }
}

/** One record as it is now; null if it is gone. */
async function readRecord(
  client: WorkosClient,
  path: string,
  signal: AbortSignal,
): Promise<RawRecord | null> {
  try {
    const { body } = await client.get(path, {}, { signal });
    return readAnswer({ path, search: {}, isRecord: true }, body).records[0] ?? null;
  } catch (error) {
    if (error instanceof WorkosError && error.trouble === "missing") return null;
    throw error;
  }
}

async function readRoles(client: WorkosClient, owner: string, signal: AbortSignal): Promise<RawRecord[]> {
  const { address, complete } = resources.roles;
  const place = address(owner);
  try {
    const { body } = await client.get(place.path, place.search, { signal });
    return readAnswer(place, body).records.flatMap((role): RawRecord[] => {
      const whole = complete ? complete(role, owner) : role;
      return whole ? [whole] : [];
    });
  } catch (error) {
    // The organization is gone, and its roles with it.
    if (error instanceof WorkosError && error.trouble === "missing") return [];
    throw error;
  }
}
