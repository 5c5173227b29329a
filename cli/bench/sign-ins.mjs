import { importTypescript } from "../import-typescript.mjs";

// Started by the benchmark, which then says into which database people sign in.
const { signInUntilTold } = await importTypescript("cli/bench/sign-ins.ts");
process.once("message", (url) => void signInUntilTold(url));
process.send?.("ready");
