/** What a customer's IdP must be told about one of our connections. */
export type ConnectionUrls = {
  /** SAML: where the IdP posts its answer. */
  acsUrl: string;
  /** SAML: who we are; also the address of our metadata. */
  spEntityId: string;
  /** OIDC: where the IdP sends people back to. */
  oidcRedirectUri: string;
};

/** Rendered when shown, never stored: the server's address may change, the provider id doesn't. */
export function connectionUrls(appUrl: string, providerId: string): ConnectionUrls {
  const base = withoutTrailingSlash(appUrl);
  const provider = encodeURIComponent(providerId);
  return {
    acsUrl: `${base}/sso/saml/${provider}/acs`,
    spEntityId: `${base}/sso/saml/${provider}/metadata`,
    oidcRedirectUri: `${base}/sso/oidc/${provider}/callback`,
  };
}

/** Where a customer's IdP sends its people: the base URL of one SCIM directory. */
export function scimBaseUrl(appUrl: string, directoryId: string): string {
  return `${withoutTrailingSlash(appUrl)}/scim/v2/${encodeURIComponent(directoryId)}`;
}

function withoutTrailingSlash(url: string): string {
  return url.replace(/\/+$/, "");
}
