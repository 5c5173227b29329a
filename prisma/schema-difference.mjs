import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import pg from "pg";

/** Loaded once: the bindings keep the memory of one instance. */
let engineClass;

const schemaFolder = path.join(import.meta.dirname, "schema");

/**
 * The SQL that leads from a database as it stands to prisma/schema; empty if they agree.
 *
 * Prisma's own command needs an engine that is downloaded; this is the same engine as WebAssembly, from npm. An
 * internal package, so for developers and tests only.
 * @param {string} databaseUrl
 * @returns {Promise<string>}
 */
export async function schemaDifference(databaseUrl) {
  const files = readdirSync(schemaFolder)
    .filter((name) => name.endsWith(".prisma"))
    .map((name) => path.join(schemaFolder, name))
    .map((file) => ({ path: file, content: readFileSync(file, "utf8") }));
  const datamodels = files.map((file) => [file.path, file.content]);
  engineClass ??= loadEngine();
  const SchemaEngine = await engineClass;
  const pool = new pg.Pool({ connectionString: databaseUrl });
  const adapter = bindMigrationAwareSqlAdapterFactory(catalogAdapter(pool));
  const engine = await SchemaEngine.new({ datamodels }, () => {}, adapter);
  try {
    const { stdout } = await engine.diff({
      from: { tag: "schemaDatasource", files, configDir: path.dirname(schemaFolder) },
      to: { tag: "schemaDatamodel", files },
      script: true,
      exitCode: null,
      shadowDatabaseUrl: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    const isEmpty = !stdout || stdout.trim() === "-- This is an empty migration.";
    return isEmpty ? "" : `${stdout.trim()}\n`;
  } finally {
    engine.free();
    await pool.end();
  }
}

/**
 * An adapter that can read system catalogues: Prisma's knows no `"char"`, which the engine asks for.
 * @param {pg.Pool} pool
 */
function catalogAdapter(pool) {
  const [charOid, textOid] = [18, 25];
  const charColumns = new WeakMap();
  const query = pool.query.bind(pool);
  pool.query = async (...request) => {
    const result = await query(...request);
    const isChar = result.fields.map((field) => field.dataTypeID === charOid);
    for (const field of result.fields) if (field.dataTypeID === charOid) field.dataTypeID = textOid;
    charColumns.set(result.rows, isChar);
    return result;
  };
  const factory = new PrismaPg(pool);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (request) => {
      const result = await queryRaw(request);
      const isChar = charColumns.get(result.rows) ?? [];
      result.columnTypes = result.columnTypes.map((type, i) => (isChar[i] ? ColumnTypeEnum.Character : type));
      return result;
    };
    return adapter;
  };
  return factory;
}

async function loadEngine() {
  // Where the engine leaves the reason before it panics; without it the reason is lost in another error.
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => console.error(message) };
  const folder = path.resolve(import.meta.dirname, "../node_modules/@prisma/schema-engine-wasm");
  const bindings = await import(path.join(folder, "schema_engine_bg.js"));
  const bytes = readFileSync(path.join(folder, "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return bindings.SchemaEngine;
}
