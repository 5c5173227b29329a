/** A file of a bundle, wherever its bytes are: on disk, or in parts in the database. */
export type BundleFile = {
  name: string;
  /** Null if it is not known beforehand. */
  sizeBytes: number | null;
  /** Its bytes from the start, every time it is called. */
  open(): AsyncIterable<Uint8Array>;
};

/** What a file may ask of us before it is refused (decision 24). */
export type BundleLimits = {
  /** Of the file as it is, packed or not. */
  fileBytes: number;
  /** Of its content, once unpacked. */
  unpackedBytes: number;
  /** Unpacked : packed. JSON of people packs 10 to 30 : 1; 1,000 : 1 is a file made to fill a disk. */
  unpackRatio: number;
  recordBytes: number;
  /** Lists and objects inside each other, the bundle's own included. */
  depth: number;
};

export const bundleLimits: BundleLimits = {
  fileBytes: 4 * 1024 ** 3,
  unpackedBytes: 16 * 1024 ** 3,
  unpackRatio: 200,
  recordBytes: 1024 ** 2,
  depth: 64,
};
