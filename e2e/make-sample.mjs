import { writeFileSync } from "node:fs";
import path from "node:path";

// Writes public/sample/workos.json: a small company's WorkOS, made up, with every kind of merge and issue.
// Deterministic: run it again and the file is the same.

const validCertificate = `-----BEGIN CERTIFICATE-----
MIIDGTCCAgGgAwIBAgIUMIXsgRGlxC/iUhe6tbxaUXifreowDQYJKoZIhvcNAQEL
BQAwHDEaMBgGA1UEAwwRb2t0YS5hY21lLmV4YW1wbGUwHhcNMjYxMTIyMDIxMDA3
WhcNMzYxMTE5MDIxMDA3WjAcMRowGAYDVQQDDBFva3RhLmFjbWUuZXhhbXBsZTCC
ASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEBAI2uBbAqQZL4F+YpebQu9BqJ
D7LAmG+40uH5qipdCll4OU5TKYu1XnB9q2SgPKzZ1KurqhVBxvSDFq1oXpGSlbtC
vml12CGI1HVI/yXL1mslZLfT1P8lulzxy4PcBbm0zpXUHjYY8pS0j73y9U3Yls0P
ekAl/nVyamM6yFnPbzrXtKd7MW1Fe50d62WYf76NXF8CTUWd6bXshtxoNWTdouct
nGH/FILE54XOY6iRa1sVIgGFYBomTbc2Vamhbckl1DVq9XS5izifc/F4yrCfk7lx
HsycQkD550TUYPlCzm1ZL+iuwq/pUXQ7NaM6nA7O+eik9nwC/rbtShjlEYtNeLkC
AwEAAaNTMFEwHQYDVR0OBBYEFOui43xqgMufves5EwlV4omG3vsOMB8GA1UdIwQY
MBaAFOui43xqgMufves5EwlV4omG3vsOMA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZI
hvcNAQELBQADggEBAC8arfOP1Z6uxWlnSV9qudUXpJnfbitvjMSmrnk+Bhoze8pQ
+aldACD/OdZ2oDM4CN6EyC8RIv8LrEjvKQODOwj812utwaqERrMcM+Ymg8KzlDpb
2bv5bTBF0X6m/r7ffPXDQM4sDK/hK32iDxQTXJAoL2MmFf9oQ4LTb8mhd7WO5w7R
bWGWyWwb5qtBY+wpUXptK3VY52ywiWfExhNqdwiPIu6qcad8INKkuOaFNA14RwSN
SA+g9UsghWhZg8eTG9m9kZ/1EiAGKXEtBtCdi+o6XuSiqQFW7w9tGm87K8eOGYdL
U+h8XqtXzwm60v5AbOIS6clOdylWGr8nn+MtO+k=
-----END CERTIFICATE-----`;
const expiredCertificate = `-----BEGIN CERTIFICATE-----
MIICyTCCAbGgAwIBAgIRAMHeB90OMc1jvuRnP0FP36wwDQYJKoZIhvcNAQELBQAw
HjEcMBoGA1UEAxMTYWRmcy5nbG9iZXguZXhhbXBsZTAeFw0yMzAxMDEwMDAwMDBa
Fw0yNTAxMDEwMDAwMDBaMB4xHDAaBgNVBAMTE2FkZnMuZ2xvYmV4LmV4YW1wbGUw
ggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQC+JXhk1pLyCKdC3bic+xL8
5QmVyr//jcVfoduJFU9Djk3z7bPhfhgM0bkGfzY0Z+GBNCFjpbTNHmixdwXDwGMo
+LemSslS5yTJENmAVP35SzAGW++D4Xx5nbvr72NA80ZLyC9X/gqDs7Zok8tOpIrR
xAxOWkhwSVgcHMRb+LLO+1x9eu9XaA0SQD+Kg17Uhdh7vZfbObS0j/XRaT4psLcO
UhzYOrYscwuj6CkYw5AmQgljaYAWhTbLzDyAENGlQQlXmt3aAocMobAMCff2LIrR
yvu+IsFss1OwG1077hw5ivBnGSdHYg6T4ndiP0iOqboq8XtiBOVKK4XJgmT4qbUP
AgMBAAGjAjAAMA0GCSqGSIb3DQEBCwUAA4IBAQBJCQ0dL1ld9X3T4d/3qrYHyAWy
3pHrUTciN3vgdZJMky3+CAI7pW4q9P5WdVVgKchU4SBh9QN2ZIKYCvVMZpk8cl+z
fduth3D66dt17RyWWJGWnyvRUVM6gdfxJ2TlbsvnKVTn835GZVuVaoBfqNIn9E3T
sAWaeCwVpX1TzlkZB1e/2ybAoYfCY6PnAUZT2XoivcpFyrgVoLvaOMf1iiZhWoPN
uH+mi0oesJQvJhXnHpOcVRrh0asOAtYOr6gjlcDqxaXpYSsaxmDlhln+9F3HI2BB
fu/NCrhYq16MeComfHrPmgIISyFkw4bJNdT3hSrHM/cUYilWdOhUTUjhecyt
-----END CERTIFICATE-----`;
const metadataXml = `<?xml version="1.0"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="http://www.okta.com/exk1acme">
  <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>
      <ds:X509Certificate>${validCertificate.replace(/-----.+?-----|\n/g, "")}</ds:X509Certificate>
    </ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://acme.okta.example/app/sso/saml"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>`;

/** Ids like the source's: a prefix and 26 characters that sort by number. */
const id = (prefix, number) => `${prefix}_01HZX4T7Q2M8K5N9R3${String(number).padStart(8, "0")}`;
const day = (number) => new Date(Date.UTC(2024, 0, 1 + number, 9, (number * 7) % 60)).toISOString();
const stamps = (number) => ({ created_at: day(number), updated_at: day(number + 30) });

const organizationNames = [
  ["Acme, Inc.", "acme.example"],
  ["Acme Inc", "acme-europe.example"],
  ["株式会社アクメ", "acme.jp.example"],
  ["Общество", "obshchestvo.example"],
  ["Globex Corporation", "globex.example"],
  ["Initech", "initech.example"],
  ["Umbrella Health", "umbrella.example"],
  ["Stark Industrial", "stark.example"],
  ["Wayne Logistics", "wayne.example"],
  ["Hooli", "hooli.example"],
  ["Piper & Sons", "piper.example"],
  ["Vandelay Imports", "vandelay.example"],
  ["Soylent Foods", "soylent.example"],
  ["Cyberdyne Robotics", "cyberdyne.example"],
  ["Tyrell Biotech", "tyrell.example"],
  ["Wonka Sweets", "wonka.example"],
  ["Dunder Paper", "dunder.example"],
  ["Oceanic Air", "oceanic.example"],
];
const organizations = organizationNames.map(([name, domain], index) => ({
  object: "organization",
  id: id("org", index),
  name,
  domains: [{ object: "organization_domain", domain, state: index % 5 === 4 ? "pending" : "verified" }],
  external_id: `customer-${100 + index}`,
  metadata: index % 3 === 0 ? { plan: "enterprise" } : {},
  stripe_customer_id: index % 2 === 0 ? `cus_sample${index}` : null,
  ...stamps(index),
}));
// Two organizations claim one domain: it routes nobody until somebody decides.
organizations[9].domains.push({
  object: "organization_domain",
  domain: "shared-labs.example",
  state: "verified",
});
organizations[10].domains.push({
  object: "organization_domain",
  domain: "shared-labs.example",
  state: "verified",
});
organizations[11].domains.push({ object: "organization_domain", domain: "not a domain", state: "pending" });

const firstNames = [
  "Ada",
  "Ben",
  "Chloé",
  "Dmitri",
  "Emeka",
  "Fatima",
  "Grace",
  "Hiro",
  "Ines",
  "Jonas",
  "Kavya",
  "Liam",
  "Mei",
  "Noor",
  "Olga",
  "Pablo",
  "Quinn",
  "Rosa",
  "Sven",
  "Thandi",
];
const lastNames = [
  "Almeida",
  "Berg",
  "Castillo",
  "Dubois",
  "Eriksen",
  "Fischer",
  "Garcia",
  "Hansen",
  "Ito",
  "Jensen",
  "Kowalski",
  "Lindqvist",
  "Moreau",
  "Nakamura",
  "Okafor",
  "Petrov",
  "Quispe",
  "Rossi",
  "Schmidt",
  "Tanaka",
];

const users = [];
const memberships = [];
const addUser = (fields) => {
  const number = users.length;
  const user = {
    object: "user",
    id: id("user", number),
    email: null,
    email_verified: true,
    first_name: null,
    last_name: null,
    profile_picture_url: null,
    last_sign_in_at: day(300 + (number % 60)),
    external_id: null,
    metadata: {},
    locale: null,
    ...stamps(20 + number),
    ...fields,
  };
  users.push(user);
  return user;
};
const join = (user, organizationIndex, role = "member", status = "active", more = {}) => {
  const number = memberships.length;
  const membership = {
    object: "organization_membership",
    id: id("om", number),
    user_id: user.id,
    organization_id: organizations[organizationIndex]?.id ?? id("org", 9_000),
    role: { slug: role },
    status,
    directory_managed: false,
    ...stamps(40 + number),
    ...more,
  };
  memberships.push(membership);
  return membership;
};

// People of one organization each.
for (let number = 0; number < 180; number++) {
  const first = firstNames[number % firstNames.length];
  const last = lastNames[(number * 7 + Math.floor(number / 20)) % lastNames.length];
  const organizationIndex = number % organizations.length;
  const local = `${first}.${last}`
    .normalize("NFD")
    .replace(/[^A-Za-z.]/g, "")
    .toLowerCase();
  const user = addUser({
    email: `${local}${number >= 100 ? number : ""}@${organizationNames[organizationIndex][1]}`,
    first_name: first,
    last_name: last,
    email_verified: number % 17 !== 3,
    locale: number % 4 === 0 ? "en-US" : null,
    external_id: number % 6 === 0 ? `employee-${number}` : null,
  });
  const role =
    number < organizations.length
      ? "owner"
      : number % 13 === 0
        ? "org_admin"
        : number % 29 === 0
          ? "billing"
          : "member";
  const status = number % 31 === 5 ? "pending" : number % 37 === 7 ? "inactive" : "active";
  join(user, organizationIndex, role, status, { directory_managed: organizationIndex === 0 });
}

// Consultants with a row for every customer: what the merge is for.
for (let number = 0; number < 23; number++) {
  const first = firstNames[(number * 3) % firstNames.length];
  const last = lastNames[(number * 5 + 2) % lastNames.length];
  const email = `${first}.${last}`
    .normalize("NFD")
    .replace(/[^A-Za-z.]/g, "")
    .toLowerCase();
  const rows = number === 0 ? 3 : 2;
  for (let row = 0; row < rows; row++) {
    const user = addUser({
      // In one environment the address is unique but for its case.
      email:
        row === 0
          ? `${email}@consulting.example`
          : `${row === 1 ? first.normalize("NFD").replace(/[^A-Za-z]/g, "") : email.toUpperCase().split(".")[0]}.${email.split(".")[1]}@Consulting.example`,
      first_name: first,
      last_name: row === 1 && number % 4 === 0 ? `${last}-Smith` : last,
      profile_picture_url: row === 0 ? `https://images.example/${number}.png` : null,
    });
    join(user, (number + row * 5) % organizations.length, row === 0 && number % 6 === 0 ? "admin" : "member");
  }
}

// An unverified duplicate of an administrator: memberships come along, sign-in identity and MFA flag do not.
const grace = addUser({ email: "grace.hopper@umbrella.example", first_name: "Grace", last_name: "Hopper" });
const impostor = addUser({ email: "Grace.Hopper@umbrella.example", email_verified: false, first_name: "G." });
join(grace, 6, "admin");
join(impostor, 7, "member");
// One person twice in one organization, with roles that differ.
const twice = [addUser({ email: "sam.vimes@wayne.example" }), addUser({ email: "SAM.VIMES@wayne.example" })];
join(twice[0], 8, "member");
join(twice[1], 8, "admin");
// And with custom roles that nobody can rank: a blocker to decide.
const custom = [addUser({ email: "rosa.diaz@hooli.example" }), addUser({ email: "Rosa.Diaz@hooli.example" })];
join(custom[0], 9, "support-lead");
join(custom[1], 9, "billing");
// Look-alikes that must stay two people.
join(addUser({ email: "alice@personal.example", first_name: "Alice" }), 4);
join(addUser({ email: "alice@globex.example", first_name: "Alice" }), 4);
join(addUser({ email: "alice+test@globex.example", first_name: "Alice" }), 4);
// Rows that can't come along, and memberships of nobody.
addUser({ email: "", first_name: "Nameless" });
addUser({ email: "not-an-address", first_name: "Broken" });
addUser({ email: "nobody.yet@soylent.example", first_name: "Lonely" });
join({ id: id("user", 9_000) }, 3);
join(users[5], 9_000);

const connection = (number, organizationIndex, type, name, more = {}) => ({
  object: "connection",
  id: id("conn", number),
  organization_id: organizations[organizationIndex]?.id ?? null,
  connection_type: type,
  name,
  state: "active",
  domains: [],
  ...stamps(60 + number),
  ...more,
});
const connections = [
  connection(0, 0, "OktaSAML", "Acme Okta", { idp_metadata_xml: metadataXml }),
  connection(1, 4, "ADFSSAML", "Globex ADFS", {
    options: { signing_cert: expiredCertificate },
    saml_entity_id: "http://adfs.globex.example/trust",
    saml_idp_url: "https://adfs.globex.example/ls",
  }),
  connection(2, 5, "AzureSAML", "Initech Entra ID", { options: { signing_cert: validCertificate } }),
  connection(3, 6, "GenericSAML", "Umbrella SSO", { idp_metadata_xml: "<html>Sign in to download</html>" }),
  connection(4, 7, "GoogleOIDC", "Stark Google", {
    oidc_client_id: "stark-client",
    oidc_discovery_endpoint: "https://accounts.google.example/.well-known/openid-configuration",
  }),
  connection(5, 8, "EntraIdOIDC", "Wayne Entra"),
  connection(6, 9, "GoogleOAuth", "Google"),
  connection(7, 10, "MagicLink", "Magic link"),
  connection(8, 11, "TestIdp", "Test provider", { state: "draft" }),
  connection(9, 9_000, "OktaSAML", "Left-over Okta"),
  connection(10, 12, "JumpCloudSAML", "Soylent JumpCloud", {
    options: { signing_cert: "broken" },
    state: "validating",
  }),
];

const directory = (number, organizationIndex, type, name, more = {}) => ({
  object: "directory",
  id: id("directory", number),
  organization_id: organizations[organizationIndex]?.id ?? null,
  type,
  name,
  domain: organizationNames[organizationIndex]?.[1] ?? null,
  state: "linked",
  ...stamps(70 + number),
  ...more,
});
const directories = [
  directory(0, 0, "okta scim v2.0", "Acme Okta"),
  directory(1, 0, "azure scim v2.0", "Acme Entra ID (contractors)"),
  directory(2, 4, "generic scim v2.0", "Globex SCIM"),
  directory(3, 5, "gsuite directory", "Initech Google Workspace"),
  directory(4, 6, "bamboohr", "Umbrella BambooHR"),
  directory(5, 9_000, "okta scim v2.0", "Directory of nobody", { state: "unlinked" }),
];
const directoryGroups = ["Engineering", "Sales", "Support", "Finance"].map((name, number) => ({
  object: "directory_group",
  id: id("directory_group", number),
  directory_id: directories[number % 3].id,
  idp_id: `group-${number}`,
  name,
  ...stamps(80),
}));
const people = users.filter((_user, index) => index < 180 && index % organizations.length === 0);
const directoryUsers = [
  ...people.map((user, number) => ({
    object: "directory_user",
    id: id("directory_user", number),
    directory_id: directories[0].id,
    idp_id: `00u${number}`,
    email: user.email,
    first_name: user.first_name,
    last_name: user.last_name,
    username: number === 1 ? people[0].email : user.email,
    state: number === 4 ? "suspended" : number === 7 ? "inactive" : "active",
    groups: [directoryGroups[0], ...(number % 3 === 0 ? [directoryGroups[3]] : [])].map(
      ({ id: groupId, name }) => ({ id: groupId, name }),
    ),
    custom_attributes: {},
    raw_attributes: {},
    ...stamps(90 + number),
  })),
  {
    object: "directory_user",
    id: id("directory_user", 900),
    directory_id: id("directory", 9_000),
    idp_id: "orphan",
    email: "orphan@nowhere.example",
    username: "orphan",
    state: "active",
    groups: [],
    ...stamps(99),
  },
];

const bundle = {
  users,
  organizations,
  organization_memberships: memberships,
  sso_connections: connections,
  directories,
  directory_users: directoryUsers,
  directory_groups: directoryGroups,
  roles: [
    {
      object: "role",
      id: id("role", 0),
      slug: "billing",
      name: "Billing",
      description: "Sees and pays invoices",
      permissions: ["invoices:read"],
      type: "EnvironmentRole",
      ...stamps(1),
    },
    {
      object: "role",
      id: id("role", 1),
      slug: "support-lead",
      name: "Support lead",
      description: null,
      permissions: ["tickets:write"],
      type: "OrganizationRole",
      organization_id: organizations[9].id,
      ...stamps(1),
    },
  ],
  invitations: [
    {
      object: "invitation",
      id: id("invitation", 0),
      email: "new.hire@acme.example",
      state: "pending",
      organization_id: organizations[0].id,
      expires_at: "2027-06-01T00:00:00.000Z",
      ...stamps(100),
    },
    {
      object: "invitation",
      id: id("invitation", 1),
      email: "another@globex.example",
      state: "pending",
      organization_id: organizations[4].id,
      expires_at: "2027-06-01T00:00:00.000Z",
      ...stamps(101),
    },
    {
      object: "invitation",
      id: id("invitation", 2),
      email: "late@globex.example",
      state: "expired",
      organization_id: organizations[4].id,
      expires_at: "2024-06-01T00:00:00.000Z",
      ...stamps(102),
    },
    {
      object: "invitation",
      id: id("invitation", 3),
      email: "lost@nowhere.example",
      state: "pending",
      organization_id: id("org", 9_000),
      expires_at: "2027-06-01T00:00:00.000Z",
      ...stamps(103),
    },
  ],
  auth_factors: [0, 3, 9, 21]
    .map((index, number) => ({
      object: "authentication_factor",
      id: id("auth_factor", number),
      user_id: users[index].id,
      type: "totp",
      ...stamps(110),
    }))
    .concat([
      {
        object: "authentication_factor",
        id: id("auth_factor", 20),
        user_id: impostor.id,
        type: "totp",
        ...stamps(110),
      },
    ]),
  identities: [
    { user_id: users[1].id, provider: "GoogleOAuth", idp_id: "google-1001", type: "OAuth" },
    { user_id: users[2].id, provider: "MicrosoftOAuth", idp_id: "microsoft-1002", type: "OAuth" },
    { user_id: impostor.id, provider: "GoogleOAuth", idp_id: "google-6666", type: "OAuth" },
  ],
  exported_by: "sample",
};

writeFileSync(
  path.join(import.meta.dirname, "../public/sample/workos.json"),
  `${JSON.stringify(bundle, null, 1)}\n`,
);
