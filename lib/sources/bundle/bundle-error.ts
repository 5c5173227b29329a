/** Every way in which a bundle can be unreadable as a whole, and what to do about it. Codes are stable. */
const whatToDoByCode = {
  empty_file:
    "The export wrote nothing: look at what it printed, and export again with `authio export workos` or a script from step 1 of the dashboard.",
  not_json:
    "Check that this is the file the export wrote: workos.json, or the same packed with gzip. Export again if it was edited by hand.",
  invalid_utf8:
    "Save the file as UTF-8, or export again with `authio export workos` or a script from step 1 of the dashboard.",
  truncated: "The export or the copy was interrupted. Copy it again, or export again.",
  trailing_data:
    "A bundle is one JSON object. Remove what follows it, or upload several bundles as several files.",
  wrong_top_level:
    'A bundle is one JSON object of lists: {"users": […], "organizations": […], …}. Build one with `authio export workos` or a script from step 1 of the dashboard.',
  list_expected:
    "The export probably failed there with a 404 or a missing permission. Use `authio export workos` or a script from step 1 of the dashboard, which follow the real paths; leave the key out if you don't have that list.",
  duplicate_key: "Join the lists, or put them into two files of one import.",
  record_too_large:
    "No record of WorkOS is that large: check the record that is named, and remove what was put into it.",
  too_deep: "No record of WorkOS is nested like that: check the record that is named.",
  file_too_large: "Split the bundle into several files of one import, each with the same keys.",
  gzip_corrupt: "The packed file was damaged on the way. Copy it again, or upload workos.json itself.",
  gzip_bomb: "No real bundle packs that well. If this is one, unpack it and upload workos.json itself.",
} as const;

export type BundleErrorCode = keyof typeof whatToDoByCode;

export type BundleErrorPlace = {
  /** Name of the file. */
  file: string;
  /** Bytes before the place, counted in the unpacked file; null where no single place is at fault. */
  byteOffset: number | null;
  /** `users[1841]`, `users`; null at the top level. */
  path: string | null;
};

/**
 * A bundle that can't be read on. `message` is a whole sentence with file and place in it; `whatToDo` is for the user.
 */
export class BundleError extends Error {
  override readonly name = "BundleError";
  readonly code: BundleErrorCode;
  readonly file: string;
  readonly byteOffset: number | null;
  readonly path: string | null;
  readonly whatToDo: string;

  constructor(code: BundleErrorCode, problem: string, place: BundleErrorPlace, options?: ErrorOptions) {
    const where = [place.path, place.byteOffset === null ? null : `byte ${place.byteOffset}`];
    super(`${[place.file, ...where].filter((part) => part !== null).join(", ")}: ${problem}`, options);
    this.code = code;
    this.file = place.file;
    this.byteOffset = place.byteOffset;
    this.path = place.path;
    this.whatToDo = whatToDoByCode[code];
  }
}
