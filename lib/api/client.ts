import type { z } from "zod";
import { apiError } from "./contract.ts";

/**
 * An answer that is no success, or no answer at all. `code` is the route handler's, or one of ours:
 * `offline` (nobody answered), `unreadable` (the answer is not what the contract says).
 */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: string;
  readonly whatToDo: string | null;
  /** The HTTP status; 0 when nobody answered. */
  readonly status: number;

  constructor(status: number, code: string, message: string, whatToDo: string | null) {
    super(message);
    this.status = status;
    this.code = code;
    this.whatToDo = whatToDo;
  }

  /** True where the same request may succeed later: nobody answered, too many requests, a server error. */
  get isTransient(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export type ApiRequest = {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is. */
  bytes?: Blob;
  headers?: Record<string, string>;
  signal?: AbortSignal;
};

/**
 * Asks a route handler under `/api` and parses its answer.
 *
 * @param path below `/api`, e.g. `/imports/imp_1`
 * @throws ApiError for everything but a success of the expected shape; an abort throws the signal's reason
 */
export async function callApi<Answer>(
  schema: z.ZodType<Answer>,
  path: string,
  request: ApiRequest = {},
): Promise<Answer> {
  const headers = new Headers(request.headers);
  let body: BodyInit | null = null;
  if (request.json !== undefined) {
    headers.set("content-type", "application/json");
    body = JSON.stringify(request.json);
  } else if (request.bytes) {
    headers.set("content-type", "application/octet-stream");
    body = request.bytes;
  }
  const response = await fetch(`/api${path}`, {
    method: request.method ?? "GET",
    headers,
    body,
    signal: request.signal ?? null,
    cache: "no-store",
  }).catch((error: unknown) => {
    if (request.signal?.aborted) throw error;
    throw new ApiError(
      0,
      "offline",
      "The server does not answer.",
      "Check that it runs and that you are online.",
    );
  });
  const answer: unknown = await response.json().catch((error: unknown) => {
    if (request.signal?.aborted) throw error;
    return undefined;
  });
  if (!response.ok) throw toApiError(response.status, answer);
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new ApiError(
    response.status,
    "unreadable",
    "The server's answer can't be read by this page.",
    "Reload the page: the server was probably updated since it was opened.",
  );
}

function toApiError(status: number, answer: unknown): ApiError {
  const parsed = apiError.safeParse(answer);
  if (parsed.success) {
    const { code, message, whatToDo } = parsed.data.error;
    return new ApiError(status, code, message, whatToDo);
  }
  return new ApiError(
    status,
    "unreadable",
    `The server answers ${status} without saying why.`,
    "Try again; if it stays so, look at the server's log.",
  );
}

/** `?a=1&b=2` of what is set; empty values are left out. */
export function searchOf(parameters: Record<string, string | number | null | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `?${text}` : "";
}
