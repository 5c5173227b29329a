declare const isMinted: unique symbol;

/**
 * An administrator of this dashboard whose session was checked for this very request.
 * Only `authorize.ts` mints one, so a function that takes an `Operator` cannot be reached by a stranger.
 */
export type Operator = {
  readonly kind: "operator";
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly [isMinted]: true;
};

/** Whoever runs the command on the machine; `name` is the account's name there. */
export type CliActor = { readonly kind: "cli"; readonly name: string };

/** The product itself, where nobody sits before it: a schedule. */
export type SystemActor = { readonly kind: "system"; readonly name: string };

/** Who does something: stored with every import, confirmation and audit event. */
export type Actor = Operator | CliActor | SystemActor;

/** The name people read in lists: an operator's name, or e-mail while they have given none. */
export function actorName(actor: Actor): string {
  return actor.kind === "operator" ? actor.name || actor.email : actor.name;
}
