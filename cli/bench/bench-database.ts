import pg from "pg";

/** A Postgres for the benchmark, and databases in it that are alike. */
export class BenchServer {
  readonly #url: URL;
  #count = 0;

  constructor(url: string) {
    this.#url = new URL(url);
  }

  /** A new database, empty or a copy of another. */
  async create(template = "template0"): Promise<string> {
    const name = `bench_${process.pid}_${this.#count++}`;
    await this.#run(`CREATE DATABASE ${name} TEMPLATE ${template}`);
    return this.urlOf(name);
  }

  async drop(url: string): Promise<void> {
    await this.#run(`DROP DATABASE ${new URL(url).pathname.slice(1)} WITH (FORCE)`);
  }

  /** Does at once what Postgres does by itself in the minutes after much was written, beside whatever is measured then. */
  async tidy(url: string): Promise<void> {
    await this.#run("VACUUM (ANALYZE)", url);
  }

  urlOf(name: string): string {
    const url = new URL(this.#url);
    url.pathname = `/${name}`;
    return url.href;
  }

  /** Before every measurement: nobody pays for what another has left to be written. */
  async settle(): Promise<void> {
    await this.#run("CHECKPOINT");
  }

  async #run(sql: string, url = this.urlOf("postgres")): Promise<void> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  }
}
