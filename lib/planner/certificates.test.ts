import { X509Certificate } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCertificate } from "./certificates.ts";

const acme = `-----BEGIN CERTIFICATE-----
MIIDSzCCAjOgAwIBAgIULcYwqeXi8w8AMQgWZgQOasEBiNQwDQYJKoZIhvcNAQEL
BQAwNTELMAkGA1UEBhMCREUxEzARBgNVBAoMCkFjbWUsIEluYy4xETAPBgNVBAMM
CEFjbWUgU1NPMB4XDTI2MTEyMjAxNDYwNFoXDTM2MTExOTAxNDYwNFowNTELMAkG
A1UEBhMCREUxEzARBgNVBAoMCkFjbWUsIEluYy4xETAPBgNVBAMMCEFjbWUgU1NP
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA2p/eYhbDFkMr/6dTtloE
oJ5M33l792sav2pAZO+c9IR3nZh0hwf14mRseLJ46DWzCktHB9emhOeEEtQbiOSc
TYS53UfKyB9S/Lfb8X0E/wpnwfQsWnkGHco2o//DSMMq7RxiYFBXkhAD4qKdHqUf
LFnb2epLsy9492D4g0TBhHAq9Qu4aa8gP/QwA2l+2Kzn0I84Bez1STZr+OWottpN
eI+It75Uhk6ZGfPp5cUsA4VOtcuH0v7maoXPsY7RoGzmBa0dOs7DHEzv+3ovsZhl
82uhGHNZLZvgoKmHaHvuMQNPVFglSLp45+kvZLo/Si4PEO74+ncSY3AahYDt9rep
8QIDAQABo1MwUTAdBgNVHQ4EFgQUaPheCIxD0OsWNzikuTf7xf9H9gowHwYDVR0j
BBgwFoAUaPheCIxD0OsWNzikuTf7xf9H9gowDwYDVR0TAQH/BAUwAwEB/zANBgkq
hkiG9w0BAQsFAAOCAQEAm3sJf8oYZkM0bwv6/CWe0srFUmjDklwDt0g3bBQ3S7bX
9aY1jF8Q4iqHN8szVIoe9D6N3P7nKbNKIoH9YMWhCssCWqu15jn1fmb8faSMtZnS
eoFZHd1ITh3pQZ+FMzveOEFG0EtHR8fVUjUchDaO4C28o/+cZcFD2C9DL6Hqj+rV
GLcjuSqxyAkk1cJMhPWXuGbRzpChOcHIfBCIh9aym1JmRhVeZSGE5WwS5EBl19YW
wizs8l7CYWG6sQ3aj/6FnizLgZdtb0R6op5W7tQwz8RGrZL5aPtTbpNDg7mRL9Td
V5tpabeBlruh6KpxXDYTAywQzEPEPM7n6DgWWC/pNQ==
-----END CERTIFICATE-----
`;

const japanese = `-----BEGIN CERTIFICATE-----
MIIBljCCATugAwIBAgIUbRYsz4xBrQ+mznC6QyUJbnrDix0wCgYIKoZIzj0EAwIw
IDEeMBwGA1UEAwwV5qCq5byP5Lya56S+44Ki44Kv44OhMB4XDTI2MTEyMjAxNDYw
NFoXDTI2MTIyMjAxNDYwNFowIDEeMBwGA1UEAwwV5qCq5byP5Lya56S+44Ki44Kv
44OhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEdVV1q/2e6SaqwNi/2fLtx26o
D/bTdes6HUEaG3eUdfo5PU/IITxWtMmrD9pZmYdK9VtuEnZ6TutB9yfJXYkms6NT
MFEwHQYDVR0OBBYEFBmtHBOo/CkwQjBDs86nFIVpSQ7uMB8GA1UdIwQYMBaAFBmt
HBOo/CkwQjBDs86nFIVpSQ7uMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwID
SQAwRgIhAIj4BtiFtVoom+qwMQwWZ+esGtBekWIoytU/lVyHQWW1AiEA4mmS9tL6
eQVy/kEO1sSs/o/+NZYzNYLehDZ7Bckhmiw=
-----END CERTIFICATE-----
`;

const bare = acme.replace(/-----.*-----|\n/g, "");

describe("parseCertificate", () => {
  it.each([acme, japanese])("agrees with OpenSSL on fingerprint and validity", (pem) => {
    const reference = new X509Certificate(pem);
    expect(parseCertificate(pem)).toMatchObject({
      fingerprint: reference.fingerprint256,
      notBefore: Date.parse(reference.validFrom),
      notAfter: Date.parse(reference.validTo),
      pem,
    });
  });

  it("names the subject in any script, escaped where it must be", () => {
    expect(parseCertificate(acme)?.subject).toBe("C=DE, O=Acme\\, Inc., CN=Acme SSO");
    expect(parseCertificate(japanese)?.subject).toBe("CN=株式会社アクメ");
  });

  it.each([
    ["bare base64", bare],
    ["base64 in lines", bare.replace(/.{76}/g, "$&\r\n")],
    ["PEM with escaped line breaks", acme.replaceAll("\n", "\\n")],
    ["PEM with Windows line breaks", acme.replaceAll("\n", "\r\n")],
    ["PEM after a comment", `subject=Acme\n${acme}`],
    ["PEM on one line", acme.replaceAll("\n", " ")],
    ["the first of two", acme + japanese],
  ])("reads %s", (_, text) => {
    expect(parseCertificate(text)?.pem).toBe(acme);
  });

  it.each([
    ["nothing", ""],
    ["no base64", "not a certificate"],
    ["a private key", acme.replaceAll("CERTIFICATE", "PRIVATE KEY")],
    ["half of it", bare.slice(0, 400)],
    ["more than it", `${bare.replace(/=+$/, "")}AAAA`],
    ["other ASN.1", "MAYCAQECAQI="],
    ["a megabyte", "A".repeat(1_000_000)],
  ])("refuses %s", (_, text) => {
    expect(parseCertificate(text)).toBeNull();
  });

  it("never throws on a damaged certificate", () => {
    const der = Buffer.from(bare, "base64");
    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.nat(255), (at, byte) => {
        const damaged = Buffer.from(der);
        damaged[at] = byte;
        parseCertificate(damaged.toString("base64"));
      }),
      { numRuns: 300 },
    );
  });
});
