import { randomBytes } from "node:crypto";

const alphabet = "abcdefghijklmnopqrstuvwxyz234567";

/** A new random id such as `imp_k3zq…`: 100 bits in 20 characters that survive a mail, a URL and a phone call. */
export function newId(prefix: "imp" | "file" | "wok" | "sch"): string {
  let id = `${prefix}_`;
  for (const byte of randomBytes(20)) id += alphabet[byte & 31];
  return id;
}
