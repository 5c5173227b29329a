import { describe, expect, it } from "vitest";
import { connectionProtocol, directoryProtocol, identityProvider } from "./connection-types.ts";

describe("connectionProtocol", () => {
  it.each(["OktaSAML", "ADFSSAML", "GenericSAML", "GoogleSAML", "AzureSAML", "okta_saml"])(
    "%s is SAML",
    (type) => {
      expect(connectionProtocol(type)).toBe("saml");
    },
  );
  it.each(["GenericOIDC", "OktaOIDC", "EntraIdOIDC", "LoginGovOidc"])("%s is OIDC", (type) => {
    expect(connectionProtocol(type)).toBe("oidc");
  });
  it.each(["GoogleOAuth", "GitHubOAuth", "MagicLink", "Pending", "TestIdp", "Auth0Migration", ""])(
    "%j is no enterprise connection",
    (type) => {
      expect(connectionProtocol(type)).toBeNull();
    },
  );
});

describe("directoryProtocol", () => {
  it.each(["okta scim v2.0", "azure scim v2.0", "generic scim v2.0", "OKTA SCIM V2.0", "scim"])(
    "%s is SCIM",
    (type) => {
      expect(directoryProtocol(type)).toBe("scim");
    },
  );
  it.each(["gsuite directory", "bamboohr", "workday", "sftp", "s3", "hibob", "personio", ""])(
    "%j needs a person to choose",
    (type) => {
      expect(directoryProtocol(type)).toBe("manual");
    },
  );
});

describe("identityProvider", () => {
  it.each([
    ["GoogleOAuth", "google"],
    ["MicrosoftOAuth", "microsoft"],
    ["GitHubOAuth", "github"],
    ["AppleOAuth", "apple"],
    ["LinkedInOAuth", "linkedin"],
    ["Something", "something"],
    ["OAuth", "oauth"],
  ])("names %s %s", (provider, name) => {
    expect(identityProvider(provider)).toBe(name);
  });
});
