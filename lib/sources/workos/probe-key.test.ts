import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pullOptions } from "../../api/pull.ts";
import { pageOf, startStrictFront } from "../../testing/strict-workos-front.ts";
import { startWorkosEnvironment, type WorkosEnvironment } from "../../testing/workos-environment.ts";
import { probeKey } from "./probe-key.ts";
import { WorkosClient } from "./workos-client.ts";

const plain = pullOptions.parse({});
let environment: WorkosEnvironment;
const statuses: Record<string, number> = {};

beforeAll(async () => {
  environment = await startWorkosEnvironment(
    { name: "probe", people: 130, organizations: 6 },
    { troubles: [], statuses },
  );
});
afterAll(() => environment.close());

const clientOf = (token: string, baseUrl = environment.front.url) =>
  new WorkosClient({ token, baseUrl, retries: 1, firstRetryMs: 5 });

describe("a probe", () => {
  it("sends the guide's call first, then one call to every resource", async () => {
    const asked = environment.front.requests.length;
    const result = await probeKey(clientOf(environment.key), plain);
    const requests = environment.front.requests.slice(asked);
    expect(requests.slice(0, 2)).toEqual(["/sso/connections?limit=1", "/connections?limit=1"]);
    expect(requests).toHaveLength(2 + 11);
    expect(result.display).toBe("sk_test_…be_0");
    expect(result.environment).toBe("test");
    const found = Object.fromEntries(result.resources.map((each) => [each.resource, each]));
    expect(Object.keys(found)).toHaveLength(11);
    expect(found.users).toMatchObject({ access: "readable", records: 100, isAtLeast: true });
    expect(found.organizations).toMatchObject({ access: "readable", records: 6, isAtLeast: false });
    expect(found.organization_memberships).toMatchObject({ access: "readable", records: null });
    expect(result.forecast).toMatchObject({ isAtLeast: true });
  });

  it("says what each missing permission costs", async () => {
    Object.assign(statuses, {
      "/user_management/invitations": 403,
      "/directories": 403,
      "/authorization/roles": 500,
    });
    const { resources } = await probeKey(clientOf(environment.key), plain);
    const found = Object.fromEntries(resources.map((each) => [each.resource, each]));
    expect(found.invitations).toMatchObject({ access: "forbidden", records: null });
    expect(found.invitations?.message).toMatch(/invitations die silently/);
    // What hangs on the directories can't be read either.
    expect(found.directory_users).toMatchObject({ access: "forbidden" });
    expect(found.roles).toMatchObject({ access: "failed" });
    expect(found.roles?.message).toMatch(/\/authorization\/roles .* 500/);
    for (const path of Object.keys(statuses)) delete statuses[path];
  });

  it("refuses a key that WorkOS refuses, whatever the guide's path says", async () => {
    const failure = probeKey(clientOf("sk_live_someone_elses"), plain);
    await expect(failure).rejects.toMatchObject({ trouble: "key_refused" });
    await expect(failure).rejects.toThrow("WorkOS refuses the API key sk_live_…lses.");
  });

  it("says that WorkOS is away", async () => {
    const failure = probeKey(clientOf("sk_live_someone", "http://127.0.0.1:9"), plain);
    await expect(failure).rejects.toMatchObject({ trouble: "unavailable" });
  });
});

describe("its forecast", () => {
  const records = (prefix: string, count: number) =>
    Array.from({ length: count }, (_, n) => ({ id: `${prefix}_${n}` }));

  async function forecast(users: number, organizations: number, options = plain) {
    const lists: Record<string, () => object[]> = {
      "/user_management/users": () => records("user", users),
      "/organizations": () => records("org", organizations),
      "/user_management/organization_memberships": () => records("om", 1),
      "/connections": () => [],
      "/directories": () => [],
      "/user_management/invitations": () => [],
    };
    const front = await startStrictFront("http://nowhere.invalid", {
      lists,
      bodies: {
        "/authorization/roles": () => [],
        "/authorization/organizations/org_0/roles": () => [],
        "/user_management/users/user_0/auth_factors": () => pageOf([], new URLSearchParams()),
        "/user_management/users/user_0/identities": () => [],
      },
      statuses: { "/sso/connections": 404 },
      troubles: [],
    });
    const result = await probeKey(clientOf("sk_test_forecast", front.url), options);
    await front.close();
    return result.forecast;
  }

  it("is exact where first pages were all there is", async () => {
    const { requests, isAtLeast } = await forecast(40, 20);
    // Users, organizations, connections, directories, roles, invitations; members and roles of each organization.
    expect({ requests, isAtLeast }).toEqual({ requests: 6 + 2 * 20, isAtLeast: false });
  });

  it("is a lower bound where there is more, and names what takes the time", async () => {
    const extras = pullOptions.parse({ extras: ["auth_factors", "identities"] });
    const { requests, seconds, isAtLeast, bottleneck } = await forecast(2_500, 2, extras);
    expect(isAtLeast).toBe(true);
    expect(requests).toBeGreaterThanOrEqual(200);
    expect(seconds).toBeGreaterThanOrEqual(2);
    expect(bottleneck).toMatch(/one request for each user/);
  });
});
