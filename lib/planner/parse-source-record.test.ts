import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSourceRecord } from "./parse-source-record.ts";
import { type SourceKind, sourceKinds } from "./source-records.ts";

const created = "2024-01-02T03:04:05.678Z";
const createdAt = Date.parse(created);

function record<Kind extends SourceKind>(kind: Kind, raw: unknown) {
  const parsed = parseSourceRecord(kind, raw);
  expect(parsed.problems).toEqual([]);
  return parsed.record;
}

describe("parseSourceRecord, as the API writes records", () => {
  it("reads a user", () => {
    const raw = {
      object: "user",
      id: "user_1",
      email: "Anna@Example.com",
      email_verified: true,
      first_name: "Anna",
      last_name: null,
      profile_picture_url: "https://img.example/1",
      last_sign_in_at: "2024-02-01T00:00:00.000Z",
      external_id: "7",
      locale: "en-US",
      metadata: { plan: "pro" },
      created_at: created,
      updated_at: created,
    };
    expect(record("users", raw)).toEqual({
      sourceId: "user_1",
      email: "Anna@Example.com",
      isEmailVerified: true,
      firstName: "Anna",
      lastName: null,
      pictureUrl: "https://img.example/1",
      externalId: "7",
      locale: "en-US",
      metadata: { plan: "pro" },
      lastSignInAt: Date.UTC(2024, 1, 1),
      createdAt,
      updatedAt: createdAt,
    });
  });

  it("reads an organization with its domains", () => {
    const raw = {
      id: "org_1",
      name: "Acme, Inc.",
      domains: [{ object: "organization_domain", id: "d_1", domain: "acme.com", state: "verified" }],
      stripe_customer_id: "cus_1",
      metadata: {},
      created_at: created,
    };
    expect(record("organizations", raw)).toMatchObject({
      sourceId: "org_1",
      name: "Acme, Inc.",
      slug: null,
      domains: [{ domain: "acme.com", state: "verified" }],
      stripeCustomerId: "cus_1",
      metadata: null,
      createdAt,
    });
  });

  it("reads a membership and ignores the user embedded in it", () => {
    const raw = {
      id: "om_1",
      user_id: "user_1",
      user: { id: "user_2", email: 5 },
      organization_id: "org_1",
      role: { slug: "admin" },
      roles: [{ slug: "admin" }, { slug: "billing" }],
      status: "pending",
      directory_managed: true,
    };
    expect(record("organization_memberships", raw)).toEqual({
      sourceId: "om_1",
      userSourceId: "user_1",
      organizationSourceId: "org_1",
      role: "admin",
      roles: ["admin", "billing"],
      status: "pending",
      isDirectoryManaged: true,
      createdAt: null,
      updatedAt: null,
    });
  });

  it("reads a connection, its certificate and what a bundle adds", () => {
    const raw = {
      id: "conn_1",
      organization_id: "org_1",
      name: "Okta",
      connection_type: "OktaSAML",
      state: "active",
      domains: [{ domain: "acme.com" }],
      options: { signing_cert: "MIIC" },
      idp_metadata_url: "https://idp.example/metadata",
      saml_x509_certs: ["MIIA", "MIIB"],
    };
    expect(record("sso_connections", raw)).toMatchObject({
      organizationSourceId: "org_1",
      connectionType: "OktaSAML",
      domains: ["acme.com"],
      signingCertificate: "MIIC",
      idpMetadataUrl: "https://idp.example/metadata",
      samlCertificates: ["MIIA", "MIIB"],
      oidcClientId: null,
    });
  });

  it("reads directories with their users and groups", () => {
    expect(
      record("directories", { id: "directory_1", type: "okta scim v2.0", state: "linked" }),
    ).toMatchObject({
      organizationSourceId: null,
      directoryType: "okta scim v2.0",
      state: "linked",
    });
    const user = {
      id: "directory_user_1",
      directory_id: "directory_1",
      idp_id: "00u1",
      email: "anna@example.com",
      state: "suspended",
      role: { slug: "admin" },
      groups: [{ id: "directory_group_1", name: "Eng" }],
    };
    expect(record("directory_users", user)).toMatchObject({
      idpId: "00u1",
      email: "anna@example.com",
      state: "suspended",
      role: "admin",
      groupSourceIds: ["directory_group_1"],
    });
    expect(
      record("directory_groups", { id: "directory_group_1", directory_id: "directory_1", name: "Eng" }),
    ).toEqual({
      sourceId: "directory_group_1",
      directorySourceId: "directory_1",
      idpId: null,
      name: "Eng",
      createdAt: null,
      updatedAt: null,
    });
  });

  it("reads roles, invitations, factors and identities", () => {
    expect(
      record("roles", { id: "role_1", slug: "billing", permissions: ["read", { slug: "write" }] }),
    ).toMatchObject({
      slug: "billing",
      permissions: ["read", "write"],
    });
    expect(record("invitations", { id: "inv_1", email: "a@example.com", role_slug: "admin" })).toMatchObject({
      email: "a@example.com",
      role: "admin",
      state: "pending",
    });
    expect(record("auth_factors", { id: "f_1", user_id: "user_1", type: "totp" })).toEqual({
      sourceId: "f_1",
      userSourceId: "user_1",
      type: "totp",
    });
    expect(record("identities", { user_id: "user_1", provider: "GoogleOAuth", idp_id: "123" })).toEqual({
      userSourceId: "user_1",
      provider: "GoogleOAuth",
      subject: "123",
    });
  });
});

describe("parseSourceRecord, as people write bundles by hand", () => {
  it("accepts a slug, a top-level domain and domains as texts, none of which proves ownership", () => {
    const raw = { id: "org_1", slug: "acme", domain: "acme.com", domains: ["acme.io"] };
    expect(record("organizations", raw)).toMatchObject({
      slug: "acme",
      domains: [
        { domain: "acme.io", state: "unverified" },
        { domain: "acme.com", state: "unverified" },
      ],
    });
  });

  it("does not list a domain twice, and keeps the state that was given", () => {
    const raw = { id: "org_1", domain: "Acme.com", domains: [{ domain: "acme.com", state: "verified" }] };
    expect(record("organizations", raw)?.domains).toEqual([{ domain: "acme.com", state: "verified" }]);
  });

  it("accepts roles as texts, and takes the first of roles[] for a missing role", () => {
    const ids = { id: "om_1", user_id: "u", organization_id: "o" };
    expect(record("organization_memberships", { ...ids, role: "owner" })).toMatchObject({
      role: "owner",
      roles: [],
    });
    expect(record("organization_memberships", { ...ids, roles: ["a", "b"] })).toMatchObject({ role: "a" });
    expect(record("organization_memberships", ids)).toMatchObject({ role: "", status: "active" });
  });

  it("splits certificates that stand in one text", () => {
    const pem = "-----BEGIN CERTIFICATE-----\nMIIA\n-----END CERTIFICATE-----\n";
    const connection = record("sso_connections", {
      id: "c",
      type: "GenericSAML",
      saml_x509_certs: pem + pem,
    });
    expect(connection?.connectionType).toBe("GenericSAML");
    expect(connection?.samlCertificates).toHaveLength(2);
  });

  it("accepts group ids as texts and the primary of several addresses", () => {
    const emails = [{ value: "b@example.com" }, { value: "a@example.com", primary: true }];
    expect(record("directory_users", { id: "du", directory_id: "d", groups: ["g"], emails })).toMatchObject({
      email: "a@example.com",
      groupSourceIds: ["g"],
      state: "active",
    });
  });

  it("keeps numbers in metadata as text", () => {
    expect(record("users", { id: "u", metadata: { seats: 3, on: true, none: null } })?.metadata).toEqual({
      seats: "3",
      on: "true",
    });
  });
});

describe("parseSourceRecord, when something is wrong", () => {
  it("keeps a user whose address is none, and says so", () => {
    expect(parseSourceRecord("users", { id: "u", email: "nobody" })).toMatchObject({
      record: { sourceId: "u", email: "nobody" },
      problems: [{ path: "email", message: "not an address", received: '"nobody"' }],
    });
  });

  it("nulls an optional field of the wrong type and tells where it stood", () => {
    const raw = {
      id: "u",
      email: 5,
      email_verified: "yes",
      first_name: ["A"],
      created_at: 1706702400,
      metadata: "x",
    };
    const { record, problems } = parseSourceRecord("users", raw);
    expect(record).toMatchObject({
      email: null,
      isEmailVerified: false,
      firstName: null,
      createdAt: null,
      metadata: null,
    });
    expect(problems.map(({ path, received }) => [path, received])).toEqual([
      ["email", "5"],
      ["email_verified", '"yes"'],
      ["first_name", "a list"],
      ["metadata", '"x"'],
      ["created_at", "1706702400"],
    ]);
  });

  it("lets nobody in on a status it does not know", () => {
    const raw = { id: "om", user_id: "u", organization_id: "o", status: "approved" };
    expect(parseSourceRecord("organization_memberships", raw)).toMatchObject({
      record: { status: "inactive" },
      problems: [{ path: "status" }],
    });
  });

  it("proves no domain by a state it does not know", () => {
    const raw = { id: "o", domains: [{ domain: "a.com", state: "ok" }, { state: "verified" }, 5] };
    const { record, problems } = parseSourceRecord("organizations", raw);
    expect(record?.domains).toEqual([{ domain: "a.com", state: "unverified" }]);
    expect(problems.map(({ path }) => path)).toEqual(["domains[0].state", "domains[1]", "domains[2]"]);
  });

  it.each([
    ["users", null, ""],
    ["users", "user_1", ""],
    ["users", [], ""],
    ["users", {}, "id"],
    ["users", { id: "" }, "id"],
    ["users", { id: 7 }, "id"],
    ["users", { id: "u\u0000" }, "id"],
    ["users", { id: "u".repeat(256) }, "id"],
    ["organization_memberships", { id: "om", organization_id: "o" }, "user_id"],
    ["organization_memberships", { id: "om", user_id: "u" }, "organization_id"],
    ["directory_users", { id: "du" }, "directory_id"],
    ["roles", { id: "r" }, "slug"],
    ["identities", { user_id: "u", provider: "GoogleOAuth" }, "idp_id"],
  ] as const)("drops from %s %j for its %j", (kind, raw, path) => {
    const { record, problems } = parseSourceRecord(kind, raw);
    expect(record).toBeNull();
    expect(problems.map((problem) => problem.path)).toEqual([path]);
  });

  it("replaces what Postgres refuses to store, wherever it stands", () => {
    const raw = { id: "u", first_name: "a\u0000b", last_name: "\ud800", metadata: { "k\u0000": "v" } };
    const { record, problems } = parseSourceRecord("users", raw);
    expect(record).toMatchObject({ firstName: "a�b", lastName: "�", metadata: { "k�": "v" } });
    expect(problems).toHaveLength(3);
  });

  it("shows a short and harmless piece of what stood there", () => {
    const text = `\u001b[31m\u202e${"x".repeat(1000)}`;
    const [problem] = parseSourceRecord("users", { id: "u", created_at: text }).problems;
    expect(problem?.received).toHaveLength(40);
    expect(problem?.received).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it("never throws, whatever stands in a list, and always explains a dropped record", () => {
    const keys = [
      "id",
      "user_id",
      "email",
      "domains",
      "role",
      "roles",
      "metadata",
      "options",
      "emails",
      "groups",
    ];
    const raw = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(fc.constantFrom(...keys), fc.jsonValue({ maxDepth: 3 })),
    );
    fc.assert(
      fc.property(fc.constantFrom(...sourceKinds), raw, (kind, value) => {
        const { record, problems } = parseSourceRecord(kind, value);
        if (record === null) expect(problems).not.toEqual([]);
      }),
    );
  });
});
