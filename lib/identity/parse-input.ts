import type { ZodType } from "zod";
import { AppError } from "../errors.ts";

const mebibyte = 1024 * 1024;

/** Parses with a schema; throws `invalid_input` that names every field that is wrong. */
export function parseInput<T>(schema: ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) =>
    path.length > 0 ? `${path.join(".")}: ${message}` : message,
  );
  throw new AppError("invalid_input", problems.join("; "), "Correct what is named and send it again.");
}

/**
 * A request's body as JSON; an empty one counts as `{}`. Throws `invalid_input` when it is no JSON and
 * `too_large` beyond the given size.
 */
export async function readJsonBody(request: Request, maxBytes = mebibyte): Promise<unknown> {
  const text = await readText(request, maxBytes);
  if (text === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("invalid_input", "The request's body is not JSON.", "Send a JSON object.");
  }
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  if (!request.body) return "";
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of request.body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) {
      throw new AppError(
        "too_large",
        `The request's body is over ${maxBytes / mebibyte} MiB.`,
        "Send less at once.",
      );
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
