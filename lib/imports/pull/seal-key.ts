import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { encryptionKey } from "../../env.ts";
import { AppError } from "../../errors.ts";

const algorithm = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

/** A key for this purpose alone, made of the encryption key. */
function sealingKey(): Buffer {
  return Buffer.from(
    hkdfSync("sha256", Buffer.from(encryptionKey(), "hex"), "", "authio: WorkOS API keys", 32),
  );
}

/**
 * An API key as it is stored: nonce, tag and ciphertext. Bound to the id of its row: copied to another row, or
 * changed, it does not open.
 */
export function sealKey(token: string, id: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, sealingKey(), nonce).setAAD(Buffer.from(id));
  const sealed = Buffer.concat([cipher.update(token, "utf8"), cipher.final()]);
  return new Uint8Array([...nonce, ...cipher.getAuthTag(), ...sealed]);
}

/**
 * The API key that was sealed for this row.
 *
 * @throws AppError `misconfigured` when it does not open: the encryption key has changed
 */
export function openKey(sealed: Uint8Array, id: string): string {
  const nonce = sealed.subarray(0, nonceBytes);
  const tag = sealed.subarray(nonceBytes, nonceBytes + tagBytes);
  try {
    const decipher = createDecipheriv(algorithm, sealingKey(), nonce, { authTagLength: tagBytes });
    decipher.setAAD(Buffer.from(id)).setAuthTag(tag);
    return (
      decipher.update(sealed.subarray(nonceBytes + tagBytes), undefined, "utf8") + decipher.final("utf8")
    );
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError(
      "misconfigured",
      "A stored API key of WorkOS can't be read: APP_ENCRYPTION_KEY is another one than when it was stored.",
      "Set the key that was used then, on every machine; or start the pull again with the API key.",
    );
  }
}
