import { IntColumn, TimeColumn, ValueColumn } from "./columns.ts";
import { compareText } from "./compare-text.ts";
import { normalizeEmail } from "./normalize-email.ts";
import type { PlannedUserSource } from "./planned-records.ts";
import { chooseRecord } from "./record-table.ts";
import { sortMetadata } from "./sort-metadata.ts";
import type { Metadata, SourceUser } from "./source-records.ts";
import { TextColumn } from "./text-column.ts";
import { TextIndex } from "./text-index.ts";

const isVerified = 1;
/** The address is its own merge key, as nearly every one is: it is kept once. */
const isOwnKey = 2;

/**
 * The source's users, column by column: a million of them as objects would cost half a gigabyte.
 * A user is a row number from the first time its id is mentioned, be it by its own record or by a membership that
 * stands earlier in the bundle. What the record says stands in columns of its own, in the order in which records came.
 */
export class UserTable {
  readonly #rows = new TextIndex();
  /** Per row, the number of its record plus one; 0 for a user who was only mentioned. */
  readonly #records = new IntColumn();
  readonly #emails = new TextColumn();
  readonly #keys = new TextColumn();
  readonly #flags = new IntColumn();
  readonly #firstNames = new TextColumn();
  readonly #lastNames = new TextColumn();
  readonly #pictureUrls = new TextColumn();
  readonly #externalIds = new TextColumn();
  readonly #locales = new TextColumn();
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
    return this.#rows.number(sourceId);
  }

  /** The row of a source id that was mentioned, else undefined. */
  find(sourceId: string): number | undefined {
    return this.#rows.find(sourceId);
  }

  put(user: SourceUser): void {
    const row = this.#rows.number(user.sourceId);
    if (this.isPresent(row)) {
      const chosen = chooseRecord(this.#sourceUser(row), user);
      if (chosen === "same") return;
      this.conflicting.add(user.sourceId);
      if (chosen === "current") return;
    } else this.present++;
    this.#records.set(row, this.#append(user) + 1);
  }

  /** Adds a record; one that it takes the place of stays behind unused. */
  #append(user: SourceUser): number {
    const record = this.#emails.size;
    const { email } = user;
    const key = email === null ? null : normalizeEmail(email);
    this.#emails.push(email);
    this.#keys.push(key === email ? null : key);
    this.#flags.set(record, (user.isEmailVerified ? isVerified : 0) | (key === email ? isOwnKey : 0));
    this.#firstNames.push(user.firstName);
    this.#lastNames.push(user.lastName);
    this.#pictureUrls.push(user.pictureUrl);
    this.#externalIds.push(user.externalId);
    this.#locales.push(user.locale);
    this.#metadata.set(record, sortMetadata(user.metadata));
    this.#lastSignIns.set(record, user.lastSignInAt);
    this.#createdAts.set(record, user.createdAt);
    this.#updatedAts.set(record, user.updatedAt);
    return record;
  }

  #record(row: number): number {
    return this.#records.get(row) - 1;
  }

  sourceId(row: number): string {
    return this.#rows.text(row);
  }

  /** The merge key; null where the address is missing or unusable. */
  emailKey(row: number): string | null {
    const record = this.#record(row);
    return (this.#flags.get(record) & isOwnKey) !== 0 ? this.#emails.get(record) : this.#keys.get(record);
  }

  isPresent(row: number): boolean {
    return this.#records.get(row) !== 0;
  }

  isVerified(row: number): boolean {
    return (this.#flags.get(this.#record(row)) & isVerified) !== 0;
  }

  lastSignInAt(row: number): number | null {
    return this.#lastSignIns.get(this.#record(row));
  }

  createdAt(row: number): number | null {
    return this.#createdAts.get(this.#record(row));
  }

  /** The row as it stays on its person, whatever it merges with. */
  source(row: number): PlannedUserSource {
    const record = this.#record(row);
    return {
      sourceId: this.sourceId(row),
      email: this.#emails.get(record) ?? "",
      isEmailVerified: this.isVerified(row),
      firstName: this.#firstNames.get(record),
      lastName: this.#lastNames.get(record),
      pictureUrl: this.#pictureUrls.get(record),
      externalId: this.#externalIds.get(record),
      locale: this.#locales.get(record),
      metadata: this.#metadata.get(record),
      lastSignInAt: this.#lastSignIns.get(record),
      createdAt: this.#createdAts.get(record),
    };
  }

  /** Every row number, in code-unit order of the source ids. */
  rowsBySourceId(): Uint32Array {
    const rows = Uint32Array.from({ length: this.size }, (_, row) => row);
    // An export in the order of creation is sorted already: its ids grow with time.
    if (rows.every((row) => row === 0 || compareText(this.sourceId(row - 1), this.sourceId(row)) < 0))
      return rows;
    const ids = Array.from(rows, (row) => this.sourceId(row));
    return rows.sort((a, b) => compareText(ids[a] ?? "", ids[b] ?? ""));
  }

  #sourceUser(row: number): SourceUser {
    const record = this.#record(row);
    return {
      ...this.source(row),
      email: this.#emails.get(record),
      updatedAt: this.#updatedAts.get(record),
    };
  }
}
