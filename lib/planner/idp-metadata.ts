import { XMLParser, XMLValidator } from "fast-xml-parser";
import { parseCertificate } from "./certificates.ts";
import type { PlannedCertificate } from "./planned-records.ts";

/** What an IdP's SAML metadata says of it. What it does not say is null or empty. */
export type IdpMetadata = {
  entityId: string | null;
  /** Where sign-in requests go: HTTP-Redirect, else HTTP-POST. */
  signInUrl: string | null;
  /** Those that sign, in the order of the document, each once. */
  certificates: readonly PlannedCertificate[];
  /** Sentences on what is missing or could not be read; empty if everything could. */
  problems: readonly string[];
};

const maxLength = 1_048_576;
const samlProtocol = "urn:oasis:names:tc:SAML:2.0:protocol";
const bindings = ["HTTP-Redirect", "HTTP-POST"].map((name) => `urn:oasis:names:tc:SAML:2.0:bindings:${name}`);

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  // IdPs choose prefixes freely (`md:`, `ns0:`, none); the names are what is fixed.
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  // Entities are decoded below, once and only the built-in ones.
  processEntities: false,
  maxNestedTags: 64,
});

type XmlElement = Readonly<Record<string, unknown>>;

function isElement(value: unknown): value is XmlElement {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function children(parent: unknown, name: string): readonly unknown[] {
  const found = isElement(parent) ? parent[name] : undefined;
  if (found === undefined) return [];
  return Array.isArray(found) ? found : [found];
}

const namedEntities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return namedEntities[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
      ? String.fromCodePoint(code)
      : whole;
  });
}

function attribute(element: unknown, name: string): string {
  const value = isElement(element) ? element[`@${name}`] : undefined;
  return typeof value === "string" ? decodeEntities(value).trim() : "";
}

function textOf(element: unknown): string {
  const text = isElement(element) ? element["#text"] : element;
  return typeof text === "string" ? decodeEntities(text) : "";
}

function entityDescriptors(parent: unknown): readonly unknown[] {
  const nested = children(parent, "EntitiesDescriptor").flatMap(entityDescriptors);
  return [...children(parent, "EntityDescriptor"), ...nested];
}

function isWebUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function readSignInUrl(role: unknown, problems: string[]): string | null {
  const services = children(role, "SingleSignOnService");
  for (const binding of bindings) {
    const service = services.find((candidate) => attribute(candidate, "Binding") === binding);
    const location = attribute(service, "Location");
    if (isWebUrl(location)) return location;
    if (service !== undefined) problems.push("The sign-in URL is no http or https address.");
  }
  if (services.length === 0) problems.push("It names no sign-in URL.");
  else if (problems.length === 0)
    problems.push("Its sign-in URLs are for neither HTTP-Redirect nor HTTP-POST.");
  return null;
}

function readCertificates(role: unknown, problems: string[]): PlannedCertificate[] {
  const found = new Map<string, PlannedCertificate>();
  // A key without `use` signs and encrypts.
  const keys = children(role, "KeyDescriptor").filter((key) =>
    ["", "signing"].includes(attribute(key, "use")),
  );
  const data = keys.flatMap((key) => children(key, "KeyInfo")).flatMap((info) => children(info, "X509Data"));
  for (const element of data.flatMap((entry) => children(entry, "X509Certificate"))) {
    const certificate = parseCertificate(textOf(element));
    if (certificate === null) problems.push("One of its signing certificates could not be read.");
    else found.set(certificate.fingerprint, certificate);
  }
  if (found.size === 0) problems.push("It holds no signing certificate.");
  return [...found.values()];
}

function unreadable(problem: string): IdpMetadata {
  return { entityId: null, signInUrl: null, certificates: [], problems: [problem] };
}

function parseXml(xml: string): unknown {
  try {
    // The parser alone takes a document that was cut off in the middle for a whole one.
    if (XMLValidator.validate(xml) !== true) return null;
    return parser.parse(xml);
  } catch {
    return null;
  }
}

/**
 * Reads the entity ID, sign-in URL and signing certificates out of SAML 2.0 metadata: one `EntityDescriptor`, or
 * several in `EntitiesDescriptor`, of which the first identity provider counts. Never throws: what can't be read is
 * said in `problems`. Documents with a DOCTYPE are refused, so that no entity can be defined, nothing fetched.
 */
export function parseIdpMetadata(xml: string): IdpMetadata {
  if (xml.length > maxLength) return unreadable("It is larger than 1 MB.");
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml))
    return unreadable("It has a DOCTYPE, which SAML metadata must not have.");
  const document = parseXml(xml.replace(/^\uFEFF/, "").trim());
  if (document === null) return unreadable("It is not well-formed XML.");

  const entities = entityDescriptors(document);
  if (entities.length === 0)
    return unreadable("It is not SAML metadata: there is no EntityDescriptor in it.");
  const providers = entities.filter((entity) => children(entity, "IDPSSODescriptor").length > 0);
  const provider = providers[0];
  if (provider === undefined) return unreadable("It describes no identity provider (no IDPSSODescriptor).");

  const problems: string[] = [];
  if (providers.length > 1)
    problems.push(`It describes ${providers.length} identity providers; the first was taken.`);
  const roles = children(provider, "IDPSSODescriptor");
  const role =
    roles.find((each) => attribute(each, "protocolSupportEnumeration").includes(samlProtocol)) ?? roles[0];
  const entityId = attribute(provider, "entityID") || null;
  if (entityId === null) problems.push("It names no entity ID.");
  const urlProblems: string[] = [];
  const signInUrl = readSignInUrl(role, urlProblems);
  if (signInUrl === null) problems.push(...urlProblems);
  return { entityId, signInUrl, certificates: readCertificates(role, problems), problems };
}
