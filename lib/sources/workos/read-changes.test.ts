import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startWorkosEnvironment, type WorkosEnvironment } from "../../testing/workos-environment.ts";
import { type EventCursor, readChanges } from "./read-changes.ts";
import { WorkosClient } from "./workos-client.ts";

const never = new AbortController().signal;

describe("changes by the events of WorkOS", () => {
  let environment: WorkosEnvironment;
  let client: WorkosClient;
  let cursor: EventCursor;

  const ask = (route: string, method: "POST" | "PUT" | "DELETE", body?: object) =>
    environment.change(method, route, body);
  const read = async () => {
    const changes = await readChanges(client, cursor, Date.now(), never);
    if (!changes) throw new Error("only a whole pull can tell");
    return changes;
  };

  beforeEach(async () => {
    environment = await startWorkosEnvironment(
      { name: "events", people: 12, organizations: 3 },
      { troubles: [] },
    );
    client = new WorkosClient({ token: environment.key, baseUrl: environment.front.url, firstRetryMs: 5 });
    cursor = { since: new Date().toISOString() };
    ({ cursor } = await read());
  });
  afterEach(() => environment.close());

  it("are none where nothing happened, and the cursor stays", async () => {
    const changes = await read();
    expect(changes.records.size + changes.roles.size).toBe(0);
    expect(changes.cursor).toEqual(cursor);
  });

  it("name what changed, with the records as they are now, and what is gone", async () => {
    const [first, second] = environment.made.users;
    const [organization] = environment.made.organizations;
    await ask(`/user_management/users/${first?.id}`, "PUT", { first_name: "Ada" });
    await ask(`/user_management/users/${first?.id}`, "PUT", { first_name: "Augusta" });
    await ask(`/user_management/users/${second?.id}`, "DELETE");
    await ask(`/organizations/${organization?.id}`, "PUT", { name: "Renamed" });
    const { records, cursor: next } = await read();
    expect(records.get("users")?.get(first?.id ?? "")).toMatchObject({ first_name: "Augusta" });
    expect(records.get("users")?.get(second?.id ?? "")).toBeNull();
    expect(records.get("organizations")?.get(organization?.id ?? "")).toMatchObject({ name: "Renamed" });
    expect(next).not.toEqual(cursor);
    cursor = next;
    expect((await read()).records.size).toBe(0);
  });

  it("bring the roles of whoever changed one, whole", async () => {
    const [owned] = environment.made.organizationRoles;
    const path = `/authorization/organizations/${owned?.organizationId}/roles`;
    await ask(path, "POST", { slug: "treasurer", name: "Treasurer" });
    const { roles } = await read();
    const slugs = [...roles.values()].flat().map(({ slug }) => slug);
    expect(slugs).toContain("treasurer");
  });

  it("can't be told by a cursor that is unknown or too old, nor without the permission: a whole pull has to", async () => {
    expect(await readChanges(client, { after: "event_unknown" }, Date.now(), never)).toBeNull();
    const old = new Date(Date.now() - 31 * 24 * 60 * 60 * 1_000).toISOString();
    expect(await readChanges(client, { since: old }, Date.now(), never)).toBeNull();
    const forbidden = await startWorkosEnvironment(
      { name: "forbidden", people: 2, organizations: 1 },
      { troubles: [], statuses: { "/events": 403 } },
    );
    try {
      const other = new WorkosClient({ token: forbidden.key, baseUrl: forbidden.front.url });
      expect(await readChanges(other, cursor, Date.now(), never)).toBeNull();
    } finally {
      await forbidden.close();
    }
  });
});
