/**
 * A file to save. Text in pieces is made while it is sent: the next piece is asked for when the receiver has taken
 * the last one, and a receiver who goes away ends the generator. An error on the way breaks the transfer off, so
 * that no half file passes for a whole one.
 */
export function download(
  text: AsyncIterable<string> | string,
  file: { name: string; contentType: string },
): Response {
  const headers = {
    "content-type": `${file.contentType}; charset=utf-8`,
    "content-disposition": `attachment; filename="${file.name}"`,
    "cache-control": "no-store, no-transform",
  };
  if (typeof text === "string") return new Response(text, { headers });
  const iterator = text[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await iterator.next();
        if (next.done) controller.close();
        else controller.enqueue(encoder.encode(next.value));
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers });
}
