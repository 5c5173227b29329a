import pg from "pg";
import type { Database } from "../database/database.ts";

/** Called when something of the import has changed; look at its rows to see what. */
type Listener = () => void;

const shared = globalThis as { authioImportEvents?: Map<string, ImportEvents> };

/** How long to wait before listening again when the connection broke. */
const reconnectMs = 1_000;

/**
 * One LISTEN connection a process, fanned out to everybody who watches an import. Notifications carry ids alone.
 * After a broken connection everybody is woken once, since something may have been missed.
 */
class ImportEvents {
  readonly #url: string;
  readonly #listeners = new Map<string, Set<Listener>>();
  #client: pg.Client | null = null;
  #isConnecting = false;

  constructor(url: string) {
    this.#url = url;
  }

  subscribe(importId: string, listener: Listener): () => void {
    const of = this.#listeners.get(importId) ?? new Set();
    of.add(listener);
    this.#listeners.set(importId, of);
    void this.#connect();
    return () => {
      of.delete(listener);
      if (of.size === 0 && this.#listeners.get(importId) === of) this.#listeners.delete(importId);
      if (this.#listeners.size === 0) this.#close();
    };
  }

  #close(): void {
    const client = this.#client;
    this.#client = null;
    client?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    if (this.#client || this.#isConnecting) return;
    this.#isConnecting = true;
    const client = new pg.Client({ connectionString: this.#url });
    client.on("error", () => this.#lost(client));
    client.on("end", () => this.#lost(client));
    client.on("notification", ({ payload }) => {
      for (const listener of this.#listeners.get(payload ?? "") ?? []) listener();
    });
    try {
      await client.connect();
      await client.query("LISTEN imports");
      this.#client = client;
      for (const of of this.#listeners.values()) for (const listener of of) listener();
      if (this.#listeners.size === 0) this.#close();
    } catch {
      client.end().catch(() => undefined);
      this.#retry();
    } finally {
      this.#isConnecting = false;
    }
  }

  #lost(client: pg.Client): void {
    if (this.#client !== client) return;
    this.#client = null;
    this.#retry();
  }

  #retry(): void {
    if (this.#listeners.size === 0) return;
    setTimeout(() => void this.#connect(), reconnectMs).unref();
  }
}

/** Calls `listener` whenever the import changes, until the returned function is called. */
export function watchImport(db: Database, importId: string, listener: Listener): () => void {
  shared.authioImportEvents ??= new Map();
  let events = shared.authioImportEvents.get(db.url);
  if (!events) {
    events = new ImportEvents(db.url);
    shared.authioImportEvents.set(db.url, events);
  }
  return events.subscribe(importId, listener);
}
