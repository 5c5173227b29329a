import { importTypescript } from "../import-typescript.mjs";

// Started by the benchmark: `node limited-workos.mjs <users> <directory users>`.
const [, , users, directoryUsers] = process.argv;
const { serveLimitedWorkos } = await importTypescript("cli/bench/limited-workos.ts");
await serveLimitedWorkos({ users: Number(users), directoryUsers: Number(directoryUsers) });
