/**
 * The protocol of an SSO connection's type as WorkOS names it (`OktaSAML`, `GenericOIDC`, `LoginGovOidc`), or
 * null: `GoogleOAuth`, `MagicLink`, `Pending`, `TestIdp`, `Auth0Migration` are no enterprise connection.
 */
export function connectionProtocol(type: string): "saml" | "oidc" | null {
  const lower = type.trim().toLowerCase();
  if (lower.endsWith("saml")) return "saml";
  return lower.endsWith("oidc") ? "oidc" : null;
}

/** `scim` for types such as `okta scim v2.0`; all others (`gsuite directory`, `workday`, `sftp`, …) are `manual`. */
export function directoryProtocol(type: string): "scim" | "manual" {
  return /(?<![a-z])scim(?![a-z])/i.test(type) ? "scim" : "manual";
}

/** Our name of an OAuth provider: `GoogleOAuth` → `google`; of a type we don't know, its own in lower case. */
export function identityProvider(provider: string): string {
  const lower = provider.trim().toLowerCase();
  const bare = lower.replace(/[ _-]?oauth$/, "");
  return bare === "" ? lower : bare;
}
