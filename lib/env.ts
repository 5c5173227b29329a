import { randomBytes } from "node:crypto";
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { dataFolder } from "./database/data-folder.ts";
import { AppError } from "./errors.ts";

const postgresUrl = z
  .url({
    protocol: /^postgres(ql)?$/,
    error: "must be an address like postgresql://user:password@host/database",
  })
  .optional();

const schema = z.object({
  /** Postgres 15 or newer. Unset: the embedded one. */
  DATABASE_URL: postgresUrl,
  /** 32 bytes as 64 hex digits: encrypts what is stored, signs sessions. Every process must have the same. */
  APP_ENCRYPTION_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, "must be 64 hex digits; `openssl rand -hex 32` makes one")
    .optional(),
  /** Where browsers reach the dashboard. Unset: http://localhost and the port. */
  APP_URL: z
    .url({ protocol: /^https?$/, error: "must be an address like https://migrate.example.com" })
    .optional(),
  HOST: z.string().default("localhost"),
  /** Unset: 3000, or the next port that is free. */
  PORT: z.coerce.number("must be a number").int().min(1).max(65535).optional(),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: "must be an address like smtp://user:password@host:587" })
    .optional(),
  /** The API of WorkOS, or a proxy before it. Unset: https://api.workos.com. */
  WORKOS_API_URL: z
    .url({ protocol: /^https?$/, error: "must be an address like https://api.workos.com" })
    .optional(),
  MAIL_FROM: z.string().default("Authio Migrate <authio@localhost>"),
});

/** What the surroundings say, checked. Unset is `undefined`. */
export type Env = z.infer<typeof schema>;

/**
 * Reads the environment; empty variables count as unset.
 *
 * @throws AppError `misconfigured`, naming every variable that is wrong but no value, which may be secret.
 */
export function readEnv(variables: NodeJS.ProcessEnv = process.env): Env {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  throw new AppError(
    "misconfigured",
    `The environment is not right: ${problems.join("; ")}.`,
    "Correct the variable and start again.",
  );
}

/**
 * The encryption key, 64 hex digits: APP_ENCRYPTION_KEY, else one kept in the data folder for this machine.
 *
 * @throws AppError `misconfigured` if the database is elsewhere and no key is given: other machines that share
 *   the database could not read what this one encrypts.
 */
export function encryptionKey(variables: NodeJS.ProcessEnv = process.env): string {
  const { APP_ENCRYPTION_KEY, DATABASE_URL } = readEnv(variables);
  if (APP_ENCRYPTION_KEY) return APP_ENCRYPTION_KEY;
  if (DATABASE_URL) {
    throw new AppError(
      "misconfigured",
      "DATABASE_URL is set, but APP_ENCRYPTION_KEY is not.",
      "Make a key with `openssl rand -hex 32`, keep it safe, and set it on every machine that uses the database.",
    );
  }
  return keptKey(path.join(dataFolder(variables), "encryption-key"));
}

function keptKey(file: string): string {
  if (!existsSync(file)) {
    // Linked into place whole: two processes that start together must end with the same key.
    const own = `${file}.${process.pid}`;
    writeFileSync(own, randomBytes(32).toString("hex"), { mode: 0o600 });
    try {
      linkSync(own, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    } finally {
      rmSync(own, { force: true });
    }
  }
  return readFileSync(file, "utf8").trim();
}
