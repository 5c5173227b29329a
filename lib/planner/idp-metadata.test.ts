import { describe, expect, it } from "vitest";
import { parseIdpMetadata } from "./idp-metadata.ts";

const acmeFingerprint =
  "58:80:A0:F3:15:78:2A:78:C9:90:8B:91:89:08:1C:F4:79:73:68:49:1C:B1:FE:2D:89:8C:79:59:28:B2:B9:08";
const acme =
  "MIIDSzCCAjOgAwIBAgIULcYwqeXi8w8AMQgWZgQOasEBiNQwDQYJKoZIhvcNAQELBQAwNTELMAkGA1UEBhMCREUxEzARBgNVBAoMCkFjbWUsIEluYy4xETAPBgNVBAMMCEFjbWUgU1NPMB4XDTI2MTEyMjAxNDYwNFoXDTM2MTExOTAxNDYwNFowNTELMAkGA1UEBhMCREUxEzARBgNVBAoMCkFjbWUsIEluYy4xETAPBgNVBAMMCEFjbWUgU1NPMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA2p/eYhbDFkMr/6dTtloEoJ5M33l792sav2pAZO+c9IR3nZh0hwf14mRseLJ46DWzCktHB9emhOeEEtQbiOScTYS53UfKyB9S/Lfb8X0E/wpnwfQsWnkGHco2o//DSMMq7RxiYFBXkhAD4qKdHqUfLFnb2epLsy9492D4g0TBhHAq9Qu4aa8gP/QwA2l+2Kzn0I84Bez1STZr+OWottpNeI+It75Uhk6ZGfPp5cUsA4VOtcuH0v7maoXPsY7RoGzmBa0dOs7DHEzv+3ovsZhl82uhGHNZLZvgoKmHaHvuMQNPVFglSLp45+kvZLo/Si4PEO74+ncSY3AahYDt9rep8QIDAQABo1MwUTAdBgNVHQ4EFgQUaPheCIxD0OsWNzikuTf7xf9H9gowHwYDVR0jBBgwFoAUaPheCIxD0OsWNzikuTf7xf9H9gowDwYDVR0TAQH/BAUwAwEB/zANBgkqhkiG9w0BAQsFAAOCAQEAm3sJf8oYZkM0bwv6/CWe0srFUmjDklwDt0g3bBQ3S7bX9aY1jF8Q4iqHN8szVIoe9D6N3P7nKbNKIoH9YMWhCssCWqu15jn1fmb8faSMtZnSeoFZHd1ITh3pQZ+FMzveOEFG0EtHR8fVUjUchDaO4C28o/+cZcFD2C9DL6Hqj+rVGLcjuSqxyAkk1cJMhPWXuGbRzpChOcHIfBCIh9aym1JmRhVeZSGE5WwS5EBl19YWwizs8l7CYWG6sQ3aj/6FnizLgZdtb0R6op5W7tQwz8RGrZL5aPtTbpNDg7mRL9TdV5tpabeBlruh6KpxXDYTAywQzEPEPM7n6DgWWC/pNQ==";
const other =
  "MIIBljCCATugAwIBAgIUbRYsz4xBrQ+mznC6QyUJbnrDix0wCgYIKoZIzj0EAwIwIDEeMBwGA1UEAwwV5qCq5byP5Lya56S+44Ki44Kv44OhMB4XDTI2MTEyMjAxNDYwNFoXDTI2MTIyMjAxNDYwNFowIDEeMBwGA1UEAwwV5qCq5byP5Lya56S+44Ki44Kv44OhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEdVV1q/2e6SaqwNi/2fLtx26oD/bTdes6HUEaG3eUdfo5PU/IITxWtMmrD9pZmYdK9VtuEnZ6TutB9yfJXYkms6NTMFEwHQYDVR0OBBYEFBmtHBOo/CkwQjBDs86nFIVpSQ7uMB8GA1UdIwQYMBaAFBmtHBOo/CkwQjBDs86nFIVpSQ7uMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhAIj4BtiFtVoom+qwMQwWZ+esGtBekWIoytU/lVyHQWW1AiEA4mmS9tL6eQVy/kEO1sSs/o/+NZYzNYLehDZ7Bckhmiw=";

const bindings = "urn:oasis:names:tc:SAML:2.0:bindings";
const service = (binding: string, location: string) =>
  `<SingleSignOnService Binding="${bindings}:${binding}" Location="${location}"/>`;
const key = (certificate: string, use = "") =>
  `<KeyDescriptor${use && ` use="${use}"`}><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
     <ds:X509Data><ds:X509Certificate>\n${certificate}\n</ds:X509Certificate></ds:X509Data>
   </ds:KeyInfo></KeyDescriptor>`;
const entity = (content: string, entityId = "https://idp.example/acme") =>
  `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}">
     <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${content}</IDPSSODescriptor>
   </EntityDescriptor>`;

const redirect = service("HTTP-Redirect", "https://idp.example/redirect?a=1&amp;b=2&#38;c=3");
const post = service("HTTP-POST", "https://idp.example/post");

describe("parseIdpMetadata", () => {
  it("reads entity ID, sign-in URL and signing certificate, and has nothing to complain of", () => {
    const metadata = parseIdpMetadata(
      `\uFEFF<?xml version="1.0"?>\n${entity(key(acme, "signing") + redirect)}\n`,
    );
    expect(metadata).toMatchObject({
      entityId: "https://idp.example/acme",
      signInUrl: "https://idp.example/redirect?a=1&b=2&c=3",
      certificates: [{ fingerprint: acmeFingerprint, subject: "C=DE, O=Acme\\, Inc., CN=Acme SSO" }],
      problems: [],
    });
  });

  it("reads elements under any namespace prefix", () => {
    const prefixed = entity(key(acme) + redirect)
      .replace(/<(\/?)([A-Z])/g, "<$1ns0:$2")
      .replace("xmlns=", "xmlns:ns0=");
    expect(parseIdpMetadata(prefixed)).toMatchObject({ entityId: "https://idp.example/acme", problems: [] });
  });

  it("prefers HTTP-Redirect over HTTP-POST, whichever comes first", () => {
    expect(parseIdpMetadata(entity(key(acme) + post + redirect)).signInUrl).toContain("/redirect");
    expect(
      parseIdpMetadata(entity(key(acme) + service("SOAP", "https://idp.example/soap") + post)).signInUrl,
    ).toBe("https://idp.example/post");
  });

  it("takes keys that sign, each once, and none that only encrypts", () => {
    const { certificates } = parseIdpMetadata(
      entity(key(acme, "signing") + key(acme) + key(other, "encryption") + redirect),
    );
    expect(certificates.map(({ fingerprint }) => fingerprint)).toEqual([acmeFingerprint]);
    expect(parseIdpMetadata(entity(key(acme) + key(other, "signing") + redirect)).certificates).toHaveLength(
      2,
    );
  });

  it("takes the first identity provider out of nested EntitiesDescriptors, and says that there are more", () => {
    const serviceProvider = '<EntityDescriptor entityID="sp"><SPSSODescriptor/></EntityDescriptor>';
    const first = entity(key(acme) + redirect, "first");
    const wrapped = `<EntitiesDescriptor>${serviceProvider}<EntitiesDescriptor>${first}${entity("", "second")}</EntitiesDescriptor></EntitiesDescriptor>`;
    const { entityId, problems } = parseIdpMetadata(wrapped);
    expect(entityId).toBe("first");
    expect(problems).toEqual(["It describes 2 identity providers; the first was taken."]);
  });

  it("keeps what it can read and names what is missing", () => {
    expect(parseIdpMetadata(entity(key("bm90IGEgY2VydGlmaWNhdGU="), ""))).toEqual({
      entityId: null,
      signInUrl: null,
      certificates: [],
      problems: [
        "It names no entity ID.",
        "It names no sign-in URL.",
        "One of its signing certificates could not be read.",
        "It holds no signing certificate.",
      ],
    });
  });

  it("gives nobody a sign-in URL that is a script", () => {
    const { signInUrl, problems } = parseIdpMetadata(
      entity(key(acme) + service("HTTP-Redirect", "javascript:alert(1)")),
    );
    expect(signInUrl).toBeNull();
    expect(problems).toEqual(["The sign-in URL is no http or https address."]);
  });

  it.each([
    ["nothing", "", "It is not well-formed XML."],
    ["a web page", "<html><body>Sign in</body></html>", "It is not SAML metadata"],
    ["text", "https://idp.example/metadata", "It is not well-formed XML."],
    ["half a document", entity(redirect).slice(0, -30), "It is not well-formed XML."],
    [
      "a service provider",
      '<EntityDescriptor entityID="x"><SPSSODescriptor/></EntityDescriptor>',
      "no identity provider",
    ],
    ["a prototype", "<__proto__><EntityDescriptor/></__proto__>", "It is not well-formed XML."],
    ["1 MB", `<a>${"x".repeat(1_048_576)}</a>`, "larger than 1 MB"],
    ["10,000 levels", "<a>".repeat(10_000) + "</a>".repeat(10_000), "It is not well-formed XML."],
  ])("refuses %s without throwing", (_, xml, problem) => {
    const metadata = parseIdpMetadata(xml);
    expect(metadata).toMatchObject({ entityId: null, signInUrl: null, certificates: [] });
    expect(metadata.problems.join()).toContain(problem);
  });

  it("refuses documents that define entities", () => {
    const bomb = '<!DOCTYPE a [<!ENTITY x "https://evil.example"><!ENTITY y SYSTEM "file:///etc/passwd">]>';
    const { entityId, problems } = parseIdpMetadata(bomb + entity(redirect, "&x;"));
    expect(entityId).toBeNull();
    expect(problems).toEqual(["It has a DOCTYPE, which SAML metadata must not have."]);
  });
});
