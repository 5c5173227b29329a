import { execFileSync } from "node:child_process";
import { chownSync, closeSync, mkdirSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import path from "node:path";
import { withClient } from "./with-client.ts";

const spareBytes = 48 * 1024 ** 2;

/** A file system of its own for one database, which can be filled and freed. Only root may make one. */
export class SmallDisk {
  readonly #adminUrl: string;
  readonly #tablespace: string;
  readonly #folder: string;
  readonly #ballast: string;

  private constructor(adminUrl: string, tablespace: string, folder: string) {
    this.#adminUrl = adminUrl;
    this.#tablespace = tablespace;
    this.#folder = folder;
    this.#ballast = path.join(folder, "ballast");
  }

  /**
   * Moves a database that nobody is connected to onto a disk that is little larger.
   *
   * @throws if this process may not mount
   */
  static async under(databaseUrl: string): Promise<SmallDisk> {
    const admin = new URL(databaseUrl);
    const database = admin.pathname.slice(1);
    const name = `disk_${database}`;
    admin.pathname = "/postgres";
    return withClient(admin.href, async (client) => {
      const { rows } = await client.query<{ bytes: string; folder: string }>(
        "SELECT pg_database_size($1) AS bytes, current_setting('data_directory') AS folder",
        [database],
      );
      const [{ bytes, folder: cluster } = { bytes: "0", folder: "" }] = rows;
      const folder = path.join(path.dirname(cluster), name);
      mkdirSync(folder);
      const size = Math.ceil((Number(bytes) + spareBytes) / 1024);
      execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}k,mode=0755`, "tmpfs", folder]);
      const disk = new SmallDisk(admin.href, name, folder);
      const { uid, gid } = statSync(cluster);
      const location = path.join(folder, "database");
      mkdirSync(location, { mode: 0o700 });
      chownSync(location, uid, gid);
      try {
        await client.query(`CREATE TABLESPACE ${name} LOCATION '${location}'`);
        await client.query(`ALTER DATABASE ${database} SET TABLESPACE ${name}`);
      } catch (error) {
        await disk.remove();
        throw error;
      }
      return disk;
    });
  }

  /** Leaves no byte free. */
  fill(): void {
    const file = openSync(this.#ballast, "a");
    try {
      // Piece by piece: others write meanwhile.
      for (const piece = Buffer.alloc(64 * 1024); ; ) writeSync(file, piece);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
    } finally {
      closeSync(file);
    }
  }

  free(): void {
    rmSync(this.#ballast, { force: true });
  }

  /** Takes the disk away, once its database is gone. */
  async remove(): Promise<void> {
    await withClient(this.#adminUrl, (client) =>
      client.query(`DROP TABLESPACE IF EXISTS ${this.#tablespace}`),
    );
    execFileSync("umount", [this.#folder]);
  }
}
