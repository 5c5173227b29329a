// The parser behind @peculiar/x509 refuses to load without this.
import "reflect-metadata";
import { sha256 } from "@noble/hashes/sha2.js";
import { X509Certificate } from "@peculiar/x509";
import type { PlannedCertificate } from "./planned-records.ts";

/** Certificates of IdPs have 1 to 4 kB; a hundred times that is none. */
const maxTextLength = 200_000;
const pemForm =
  /^-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----([^-]*)-----END (?:X509 |TRUSTED )?CERTIFICATE-----$/;
const base64Form = /^[A-Za-z0-9+/]+={0,2}$/;

function decodeBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (!base64Form.test(text) || text.replace(/=+$/, "").length % 4 === 1) return null;
  const binary = atob(text);
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** True if the bytes are exactly one DER value: what follows it would be part of the fingerprint. */
function isOneDerValue(der: Uint8Array): boolean {
  const [tag = 0, first = 0] = der;
  if (tag !== 0x30 || first === 0x80 || first > 0x83) return false;
  if (first < 0x80) return der.length === 2 + first;
  let length = 0;
  for (const byte of der.subarray(2, 2 + (first - 0x80))) length = length * 256 + byte;
  return der.length === 2 + (first - 0x80) + length;
}

function hexPairs(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join(":");
}

/**
 * An X.509 certificate out of what people paste and APIs send: PEM, PEM whose line breaks were written as `\n`, or
 * the bare base64 of its DER. Null if it is none. Only the first is read when several stand in one text.
 */
export function parseCertificate(pemOrBase64: string): PlannedCertificate | null {
  if (pemOrBase64.length > maxTextLength) return null;
  const text = pemOrBase64.replace(/\\r|\\n/g, "\n").trim();
  const [block = text] = text.match(/-----BEGIN [\s\S]*?-----END [^-]*-----/) ?? [];
  const base64 = (pemForm.exec(block)?.[1] ?? block).replace(/\s+/g, "");
  const der = decodeBase64(base64);
  if (der === null || !isOneDerValue(der)) return null;
  try {
    const certificate = new X509Certificate(der);
    const notBefore = certificate.notBefore.getTime();
    const notAfter = certificate.notAfter.getTime();
    if (Number.isNaN(notBefore) || Number.isNaN(notAfter)) return null;
    const lines = base64.match(/.{1,64}/g) ?? [];
    return {
      fingerprint: hexPairs(sha256(der)),
      subject: certificate.subject,
      notBefore,
      notAfter,
      pem: ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n"),
    };
  } catch {
    // The library throws on anything that is no certificate; the planner makes an issue of the null.
    return null;
  }
}
