import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { describe, expect, it, vi } from "vitest";
import type { ImportDetail } from "@/lib/api/contract.ts";
import { importKeys } from "@/lib/api/queries.ts";
import { changeImport } from "./change-import.ts";

const queryKey = importKeys.detail("imp_1");
const detailIn = (state: ImportDetail["state"]) => ({ id: "imp_1", state }) as ImportDetail;

function pageThatShows(state: ImportDetail["state"]) {
  const client = new QueryClient();
  client.setQueryData(queryKey, detailIn(state));
  return { client, stateShown: () => client.getQueryData<ImportDetail>(queryKey)?.state };
}

describe("the answer to a change of an import", () => {
  it("is shown", async () => {
    const { client, stateShown } = pageThatShows("applying");
    await changeImport(client, "imp_1", async () => detailIn("paused"));
    expect(stateShown()).toBe("paused");
  });

  it("does not hide what events told before it came: the import is asked for", async () => {
    const { client, stateShown } = pageThatShows("paused");
    const asked = vi.spyOn(client, "invalidateQueries");
    await changeImport(client, "imp_1", async () => {
      client.setQueryData(queryKey, detailIn("complete"));
      return detailIn("applying");
    });
    expect(stateShown()).toBe("complete");
    expect(asked).toHaveBeenCalledExactlyOnceWith({ queryKey, exact: true });
  });

  it("is not undone by a request that was under way before it", async () => {
    const { client, stateShown } = pageThatShows("draft");
    let sendOlder = (_detail: ImportDetail) => {};
    const older = new Promise<ImportDetail>((resolve) => {
      sendOlder = resolve;
    });
    const answers = [older, Promise.resolve(detailIn("reading"))];
    const page = new QueryObserver(client, { queryKey, queryFn: () => answers.shift() });
    const leave = page.subscribe(() => {});
    await changeImport(client, "imp_1", async () => detailIn("reading"));
    sendOlder(detailIn("draft"));
    await vi.waitFor(() => expect(client.isFetching()).toBe(0));
    leave();
    expect(stateShown()).toBe("reading");
  });

  it("changes nothing that is shown when the server refuses", async () => {
    const { client, stateShown } = pageThatShows("review");
    const refusal = new Error("The plan has changed since you saw it.");
    await expect(changeImport(client, "imp_1", () => Promise.reject(refusal))).rejects.toBe(refusal);
    expect(stateShown()).toBe("review");
  });
});
