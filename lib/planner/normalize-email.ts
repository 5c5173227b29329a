import { normalizeDomain } from "./normalize-domain.ts";

const maxAddressLength = 254;
const maxLocalPartLength = 64;

/** Lower-case ASCII that no rule below would change; a superset of what nearly every record holds. */
const plainAddress =
  /^[a-z0-9!#$%&'*+\-/=?^_`{|}~.]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{1,63}$/;

/**
 * What makes a local part unusable: white space, control, format and unpaired surrogate characters, and the
 * characters that separate or wrap addresses in a mail header (`a,b@x.com` would be mailed as two).
 */
const unusable = /[\p{Z}\p{Cc}\p{Cf}\p{Cs}@<>()[\]\\,;:"]/u;

/**
 * The merge key of an e-mail address: trimmed, Unicode NFC, lower case, domain in IDNA ASCII form; null if
 * it is not an address anything could be mailed to. One person = one key.
 *
 * Never folds `+tags`, dots or look-alike domains: those are different mailboxes, and folding them would hand
 * one person's access to another. Idempotent.
 */
export function normalizeEmail(email: string): string | null {
  if (email.length > 1024) return null;
  const trimmed = email.trim();
  const lower = trimmed.toLowerCase();
  if (lower.length <= maxAddressLength && plainAddress.test(lower) && !lower.includes("xn--")) return lower;
  const at = trimmed.lastIndexOf("@");
  if (at < 1) return null;
  // Lower-casing can leave composed form (`İ` becomes two characters), so NFC goes before and after.
  const local = trimmed.slice(0, at).normalize("NFC").toLowerCase().normalize("NFC");
  if (local.length > maxLocalPartLength || unusable.test(local)) return null;
  const domainPart = trimmed.slice(at + 1);
  // `normalizeDomain` would trim: `anna@ example.com` has lost something, it is not an address.
  if (domainPart.trimStart() !== domainPart) return null;
  const domain = normalizeDomain(domainPart);
  if (domain === null || local.length + 1 + domain.length > maxAddressLength) return null;
  return `${local}@${domain}`;
}
