import type { SystemActor } from "../../identity/actor.ts";

/** Who imports, confirms and gives up where only the clock was there. */
export const clockActor: SystemActor = { kind: "system", name: "Schedule" };
