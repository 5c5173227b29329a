import { IntColumn, TimeColumn, ValueColumn } from "./columns.ts";
import { compareText } from "./compare-text.ts";
import { normalizeEmail } from "./normalize-email.ts";
import type { PlannedUserSource } from "./planned-records.ts";
import { chooseRecord } from "./record-table.ts";
import { sortMetadata } from "./sort-metadata.ts";
import type { Metadata, SourceUser } from "./source-records.ts";
import { TextIndex } from "./text-index.ts";

const isPresent = 1;
const isVerified = 2;

/**
 * The source's users, column by column: a million of them as objects would cost half a gigabyte.
 * A user is a row number from the first time its id is mentioned, be it by its own record or by a membership that
 * stands earlier in the bundle; `isPresent` tells whether the record itself was there.
 */
export class UserTable {
  readonly #sourceIds = new ValueColumn<string>();
  readonly #rows = new TextIndex((row) => this.#sourceIds.get(row));
  readonly #emails = new ValueColumn<string>();
  readonly #keys = new ValueColumn<string>();
  readonly #flags = new IntColumn();
  readonly #firstNames = new ValueColumn<string>();
  readonly #lastNames = new ValueColumn<string>();
  readonly #pictureUrls = new ValueColumn<string>();
  readonly #externalIds = new ValueColumn<string>();
  readonly #locales = new ValueColumn<string>();
  readonly #metadata = new ValueColumn<Metadata>();
  readonly #lastSignIns = new TimeColumn();
  readonly #createdAts = new TimeColumn();
  readonly #updatedAts = new TimeColumn();
  readonly conflicting = new Set<string>();
  /** Users whose record was there. */
  present = 0;

  /** Rows, including those of users who were only mentioned. */
  get size(): number {
    return this.#rows.size;
  }

  /** The row of a source id, made on first mention. */
  mention(sourceId: string): number {
    const known = this.#rows.find(sourceId);
    if (known !== undefined) return known;
    return this.#append(sourceId, null);
  }

  /** The row of a source id that was mentioned, else undefined. */
  find(sourceId: string): number | undefined {
    return this.#rows.find(sourceId);
  }

  put(user: SourceUser): void {
    const row = this.#rows.find(user.sourceId);
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
    const row = this.#rows.size;
    this.#sourceIds.set(row, sourceId);
    this.#rows.set(sourceId, row);
    this.#write(row, user);
    return row;
  }

  /** Fills a row, or the next one: assigning just behind the end makes every column grow by one. */
  #write(row: number, user: SourceUser | null): void {
    const email = user?.email ?? null;
    const key = email === null ? null : normalizeEmail(email);
    if (user !== null && !this.isPresent(row)) this.present++;
    // One string instead of two for the many addresses that are their own key.
    this.#emails.set(row, key === email ? key : email);
    this.#keys.set(row, key);
    this.#flags.set(row, user === null ? 0 : isPresent | (user.isEmailVerified ? isVerified : 0));
    this.#firstNames.set(row, user?.firstName ?? null);
    this.#lastNames.set(row, user?.lastName ?? null);
    this.#pictureUrls.set(row, user?.pictureUrl ?? null);
    this.#externalIds.set(row, user?.externalId ?? null);
    this.#locales.set(row, user?.locale ?? null);
    this.#metadata.set(row, sortMetadata(user?.metadata ?? null));
    this.#lastSignIns.set(row, user?.lastSignInAt ?? null);
    this.#createdAts.set(row, user?.createdAt ?? null);
    this.#updatedAts.set(row, user?.updatedAt ?? null);
  }

  sourceId(row: number): string {
    return this.#sourceIds.get(row) ?? "";
  }

  /** The merge key; null where the address is missing or unusable. */
  emailKey(row: number): string | null {
    return this.#keys.get(row);
  }

  isPresent(row: number): boolean {
    return (this.#flags.get(row) & isPresent) !== 0;
  }

  isVerified(row: number): boolean {
    return (this.#flags.get(row) & isVerified) !== 0;
  }

  lastSignInAt(row: number): number | null {
    return this.#lastSignIns.get(row);
  }

  createdAt(row: number): number | null {
    return this.#createdAts.get(row);
  }

  /** The row as it stays on its person, whatever it merges with. */
  source(row: number): PlannedUserSource {
    return {
      sourceId: this.sourceId(row),
      email: this.#emails.get(row) ?? "",
      isEmailVerified: this.isVerified(row),
      firstName: this.#firstNames.get(row),
      lastName: this.#lastNames.get(row),
      pictureUrl: this.#pictureUrls.get(row),
      externalId: this.#externalIds.get(row),
      locale: this.#locales.get(row),
      metadata: this.#metadata.get(row),
      lastSignInAt: this.lastSignInAt(row),
      createdAt: this.createdAt(row),
    };
  }

  /** Every row number, in code-unit order of the source ids. */
  rowsBySourceId(): Uint32Array {
    const ids = Array.from({ length: this.size }, (_, row) => this.sourceId(row));
    const rows = Uint32Array.from(ids.keys());
    // An export in the order of creation is sorted already: its ids grow with time.
    if (ids.every((id, row) => row === 0 || (ids[row - 1] ?? "") < id)) return rows;
    return rows.sort((a, b) => compareText(ids[a] ?? "", ids[b] ?? ""));
  }

  #record(row: number): SourceUser {
    return {
      ...this.source(row),
      email: this.#emails.get(row),
      updatedAt: this.#updatedAts.get(row),
    };
  }
}
