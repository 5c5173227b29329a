/** All that is shown of an API key, and what its prefix tells of the environment. */
export type KeyDescription = {
  /** `sk_live_…a1b2` */
  display: string;
  environment: "live" | "test" | "unknown";
};

export function describeKey(token: string): KeyDescription {
  const environment = /^sk_(live|test)_/.exec(token)?.[1] as "live" | "test" | undefined;
  const prefix = environment ? `sk_${environment}_` : "sk_";
  return { display: `${prefix}…${token.slice(-4)}`, environment: environment ?? "unknown" };
}
