import { describe, expect, it } from "vitest";
import { connectionUrls, scimBaseUrl } from "./connection-urls.ts";

describe("connectionUrls", () => {
  it("names the connection in every address", () => {
    expect(connectionUrls("https://auth.example.com", "acme-1")).toEqual({
      acsUrl: "https://auth.example.com/sso/saml/acme-1/acs",
      spEntityId: "https://auth.example.com/sso/saml/acme-1/metadata",
      oidcRedirectUri: "https://auth.example.com/sso/oidc/acme-1/callback",
    });
  });

  it("doubles no slash and lets no id leave its place in the path", () => {
    expect(connectionUrls("http://localhost:3000/", "a/../b").acsUrl).toBe(
      "http://localhost:3000/sso/saml/a%2F..%2Fb/acs",
    );
    expect(scimBaseUrl("http://localhost:3000/", "dir_1")).toBe("http://localhost:3000/scim/v2/dir_1");
  });
});
