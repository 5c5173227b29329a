import { z } from "zod";

/** A signing certificate of a customer's IdP. Times are milliseconds since the epoch. */
export type ConnectionCertificate = {
  /** SHA-256 of the DER, upper-case hex pairs joined by colons. */
  fingerprint: string;
  subject: string;
  notBefore: number;
  notAfter: number;
  pem: string;
};

const certificatesSchema = z.array(
  z.object({
    fingerprint: z.string(),
    subject: z.string(),
    notBefore: z.number(),
    notAfter: z.number(),
    pem: z.string(),
  }),
);

/** The certificates in a connection's JSON column; none if it holds something else. */
export function readCertificates(column: unknown): ConnectionCertificate[] {
  const parsed = certificatesSchema.safeParse(column);
  return parsed.success ? parsed.data : [];
}
