import { createServer } from "node:http";

// Started by the benchmark: answers the calls by which Authio's official CLI imports, and keeps nothing of them. Tells its
// address, and to every message how many records were sent.

/** What the CLI asks for; whatever else it sends is created. */
const answers = {
  "/v1/projects/me": { tenant: { id: "tenant_bench" }, environment: "live" },
  "/v1/users": { data: [] },
  "/v1/organizations": [],
};

let count = 0;
const server = createServer((request, response) => {
  request.resume().once("end", () => {
    const isQuestion = request.method === "GET";
    const path = request.url?.split("?")[0] ?? "";
    const body = JSON.stringify(isQuestion ? (answers[path] ?? {}) : { id: `made_${++count}` });
    response.writeHead(isQuestion ? 200 : 201, {
      "Content-Type": "application/json",
      "Content-Length": Buffer.byteLength(body),
    });
    response.end(body);
  });
});
server.listen(0, "127.0.0.1", () => process.send?.(`http://127.0.0.1:${server.address().port}`));
process.on("message", () => process.send?.(count));
process.once("disconnect", () => process.exit());
