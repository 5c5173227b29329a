import { compareText } from "./compare-text.ts";
import { normalizeEmail } from "./normalize-email.ts";
import type { PlannedUserSource } from "./planned-records.ts";
import { chooseRecord } from "./record-table.ts";
import { sortMetadata } from "./sort-metadata.ts";
import type { Metadata, SourceUser } from "./source-records.ts";

const isPresent = 1;
const isVerified = 2;

const noTime = Number.NaN;
const timeOf = (time: number | undefined): number | null =>
  time === undefined || Number.isNaN(time) ? null : time;

/**
 * The source's users, column by column: a million of them as objects would cost half a gigabyte.
 * A user is a row number from the first time its id is mentioned, be it by its own record or by a membership that
 * stands earlier in the bundle; `isPresent` tells whether the record itself was there.
 */
export class UserTable {
  readonly #rows = new Map<string, number>();
  readonly #sourceIds: string[] = [];
  readonly #emails: (string | null)[] = [];
  readonly #keys: (string | null)[] = [];
  readonly #flags: number[] = [];
  readonly #firstNames: (string | null)[] = [];
  readonly #lastNames: (string | null)[] = [];
  readonly #pictureUrls: (string | null)[] = [];
  readonly #externalIds: (string | null)[] = [];
  readonly #locales: (string | null)[] = [];
  readonly #metadata: (Metadata | null)[] = [];
  readonly #lastSignIns: number[] = [];
  readonly #createdAts: number[] = [];
  readonly #updatedAts: number[] = [];
  readonly conflicting = new Set<string>();
  /** Users whose record was there. */
  present = 0;

  /** Rows, including those of users who were only mentioned. */
  get size(): number {
    return this.#sourceIds.length;
  }

  /** The row of a source id, made on first mention. */
  mention(sourceId: string): number {
    const known = this.#rows.get(sourceId);
    if (known !== undefined) return known;
    return this.#append(sourceId, null);
  }

  /** The row of a source id that was mentioned, else undefined. */
  find(sourceId: string): number | undefined {
    return this.#rows.get(sourceId);
  }

  put(user: SourceUser): void {
    const row = this.#rows.get(user.sourceId);
    if (row === undefined) {
      this.#append(user.sourceId, user);
      return;
    }
    if (this.isPresent(row)) {
      const chosen = chooseRecord(this.#record(row), user);
      if (chosen === "same") return;
      this.conflicting.add(user.sourceId);
      if (chosen === "current") return;
    }
    this.#write(row, user);
  }

  #append(sourceId: string, user: SourceUser | null): number {
    const row = this.#sourceIds.length;
    this.#rows.set(sourceId, row);
    this.#sourceIds.push(sourceId);
    this.#write(row, user);
    return row;
  }

  /** Fills a row, or the next one: assigning just behind the end makes every column grow by one. */
  #write(row: number, user: SourceUser | null): void {
    const email = user?.email ?? null;
    const key = email === null ? null : normalizeEmail(email);
    if (user !== null && !this.isPresent(row)) this.present++;
    // One string instead of two for the many addresses that are their own key.
    this.#emails[row] = key === email ? key : email;
    this.#keys[row] = key;
    this.#flags[row] = user === null ? 0 : isPresent | (user.isEmailVerified ? isVerified : 0);
    this.#firstNames[row] = user?.firstName ?? null;
    this.#lastNames[row] = user?.lastName ?? null;
    this.#pictureUrls[row] = user?.pictureUrl ?? null;
    this.#externalIds[row] = user?.externalId ?? null;
    this.#locales[row] = user?.locale ?? null;
    this.#metadata[row] = sortMetadata(user?.metadata ?? null);
    this.#lastSignIns[row] = user?.lastSignInAt ?? noTime;
    this.#createdAts[row] = user?.createdAt ?? noTime;
    this.#updatedAts[row] = user?.updatedAt ?? noTime;
  }

  sourceId(row: number): string {
    return this.#sourceIds[row] ?? "";
  }

  /** The merge key; null where the address is missing or unusable. */
  emailKey(row: number): string | null {
    return this.#keys[row] ?? null;
  }

  isPresent(row: number): boolean {
    return ((this.#flags[row] ?? 0) & isPresent) !== 0;
  }

  isVerified(row: number): boolean {
    return ((this.#flags[row] ?? 0) & isVerified) !== 0;
  }

  lastSignInAt(row: number): number | null {
    return timeOf(this.#lastSignIns[row]);
  }

  createdAt(row: number): number | null {
    return timeOf(this.#createdAts[row]);
  }

  /** The row as it stays on its person, whatever it merges with. */
  source(row: number): PlannedUserSource {
    return {
      sourceId: this.sourceId(row),
      email: this.#emails[row] ?? "",
      isEmailVerified: this.isVerified(row),
      firstName: this.#firstNames[row] ?? null,
      lastName: this.#lastNames[row] ?? null,
      pictureUrl: this.#pictureUrls[row] ?? null,
      externalId: this.#externalIds[row] ?? null,
      locale: this.#locales[row] ?? null,
      metadata: this.#metadata[row] ?? null,
      lastSignInAt: this.lastSignInAt(row),
      createdAt: this.createdAt(row),
    };
  }

  /** Every row number, in code-unit order of the source ids. */
  rowsBySourceId(): Uint32Array {
    const rows = Uint32Array.from({ length: this.size }, (_, row) => row);
    const ids = this.#sourceIds;
    // An export in the order of creation is sorted already: its ids grow with time.
    if (ids.every((id, row) => row === 0 || (ids[row - 1] ?? "") < id)) return rows;
    return rows.sort((a, b) => compareText(ids[a] ?? "", ids[b] ?? ""));
  }

  #record(row: number): SourceUser {
    return {
      ...this.source(row),
      email: this.#emails[row] ?? null,
      updatedAt: timeOf(this.#updatedAts[row]),
    };
  }
}
