import { z } from "zod";

/** Better Auth looks addresses up in lower case: one stored otherwise could never sign in. */
export const operatorEmail = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email("This is not an e-mail address.").max(254));

export const operatorName = z.string().trim().min(1, "Enter a name.").max(100, "At most 100 characters.");

export const operatorRoles = ["admin", "member"] as const;
export const operatorRole = z.enum(operatorRoles);
export type OperatorRole = z.infer<typeof operatorRole>;
