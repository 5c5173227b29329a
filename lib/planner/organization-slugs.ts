import anyAscii from "any-ascii";

const maxSlugLength = 48;
const suffixLength = 6;

function slugify(text: string): string {
  const words = text
    .toLowerCase()
    .replace(/['’`]/g, "")
    .replace(/[^a-z0-9]+/g, "-");
  return words.replace(/^-/, "").slice(0, maxSlugLength).replace(/-$/, "");
}

/**
 * A readable slug for an organization: `Acme, Inc.` → `acme-inc`, `株式会社アクメ` → `zhushihuisheakume`.
 * At most 48 of `[a-z0-9-]`, no hyphen at either end or doubled, never empty: a name that leaves nothing (`***`)
 * gives way to the source id. Not unique: two organizations may be named alike, see `slugSuffix`.
 */
export function baseSlug(name: string, sourceId: string): string {
  // A name of a megabyte must not be transliterated to keep 48 characters of it.
  const start = name.slice(0, 4 * maxSlugLength).normalize("NFC");
  return slugify(anyAscii(start)) || slugify(anyAscii(sourceId)) || `org-${slugSuffix(sourceId)}`;
}

/**
 * Six of `[a-z0-9]` that follow from the source id alone, to tell apart organizations whose names give one slug:
 * the same on every run and machine, whatever else is in the snapshot. A hash, not a secret.
 */
export function slugSuffix(sourceId: string): string {
  // FNV-1a, 32 bits, in two lanes that start apart: one lane would leave out two thirds of the suffixes.
  let low = 0x811c9dc5;
  let high = 0x9dc5811c;
  for (let i = 0; i < sourceId.length; i++) {
    const unit = sourceId.charCodeAt(i);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit ^ (low >>> 15), 0x01000193);
  }
  const mixed = (high >>> 0) * 2 ** 21 + (low >>> 11);
  return (mixed % 36 ** suffixLength).toString(36).padStart(suffixLength, "0");
}
