import { z } from "zod";
import { sourceKinds } from "../planner/source-records.ts";
import { importProblem, isoTime } from "./fields.ts";

/** A resource of the API of WorkOS; each fills the bundle's list of the same name. */
export const pullResource = z.enum(sourceKinds);
export type PullResource = z.infer<typeof pullResource>;

/** What one call can't tell and costs a call per user. */
export const pullExtras = ["auth_factors", "identities"] as const;

export const pullOptions = z.strictObject({
  /** Only these source organizations, with their people; null is all of them. */
  organizations: z.array(z.string().min(1)).min(1).nullable().default(null),
  extras: z.array(z.enum(pullExtras)).default([]),
});
export type PullOptions = z.infer<typeof pullOptions>;

/** An API key on its way in. Never in an answer, a URL or a log. */
export const workosToken = z
  .string()
  .trim()
  .regex(/^sk_[A-Za-z0-9_]{8,250}$/, "not a WorkOS API key: they begin with sk_");

export const probeKey = z.object({ token: workosToken, options: pullOptions.prefault({}) });

/** What a key can read, and how long pulling it would take. */
export const probeResult = z.object({
  /** `sk_live_…a1b2` */
  display: z.string(),
  environment: z.enum(["live", "test", "unknown"]),
  resources: z.array(
    z.object({
      resource: pullResource,
      access: z.enum(["readable", "forbidden", "failed"]),
      /** Where the API tells it, or all of it was on the first page; `isAtLeast`: there is more. */
      records: z.number().nullable(),
      isAtLeast: z.boolean(),
      /** What is lost without it, or what went wrong; null if readable. */
      message: z.string().nullable(),
    }),
  ),
  forecast: z.object({
    requests: z.number(),
    seconds: z.number(),
    /** Counted, or estimated from first pages: then it is a lower bound. */
    isAtLeast: z.boolean(),
    /** The limit that decides how long it takes, in a sentence. */
    bottleneck: z.string(),
  }),
});
export type ProbeResult = z.infer<typeof probeResult>;

export const startPull = z.object({
  /** One key per WorkOS environment. */
  tokens: z.array(workosToken).min(1).max(10),
  options: pullOptions.prefault({}),
});

export const pullLane = z.object({
  keyPosition: z.number(),
  resource: pullResource,
  /** `incomplete`: ended early; what it lacks can remove nothing. */
  state: z.enum(["waiting", "pulling", "done", "incomplete", "forbidden"]),
  records: z.number(),
  requests: z.number(),
  /** Listings known so far (one, or one per organization, directory or user), and those at their end. */
  tasks: z.number(),
  tasksDone: z.number(),
  /** Until when WorkOS lets us wait, or let us last; null if it never did. */
  waitingUntil: isoTime.nullable(),
  problem: importProblem.nullable(),
});
export type PullLane = z.infer<typeof pullLane>;

/** A live import's pull: where it stands, lane by lane. */
export const pullProgress = z.object({
  options: pullOptions,
  /** One per key, in their order. */
  keys: z.array(z.object({ display: z.string(), isWiped: z.boolean() })),
  lanes: z.array(pullLane),
  /** People among the users pulled so far: `rows` users, of whom `mergedRows` share an address and become `mergedPeople`. */
  merge: z.object({
    rows: z.number(),
    people: z.number(),
    mergedRows: z.number(),
    mergedPeople: z.number(),
  }),
  /** When the snapshot was at its end. */
  pulledAt: isoTime.nullable(),
});
export type PullProgress = z.infer<typeof pullProgress>;
