import type { Operator } from "./actor.ts";
import { operatorAuth } from "./operator-auth.ts";

export type Authorization =
  | { outcome: "admin"; operator: Operator; sessionId: string }
  | { outcome: "member"; email: string }
  | { outcome: "stranger" };

/**
 * Whose request this is, from its session cookie, asked of the database each time: a role that was taken away
 * or a session that was ended counts from the next request on. Long-lived streams call it again while they live.
 */
export async function authorize(headers: Headers): Promise<Authorization> {
  const auth = operatorAuth();
  const found = await auth.api.getSession({ headers });
  if (!found) return { outcome: "stranger" };
  const { user, session } = found;
  if (user.role !== "admin") return { outcome: "member", email: user.email };
  const operator = { kind: "operator", id: user.id, name: user.name, email: user.email } as Operator;
  return { outcome: "admin", operator, sessionId: session.id };
}
