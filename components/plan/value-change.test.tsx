import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { ValueChange } from "./value-change.tsx";

const textOf = (changes: Record<string, unknown>) =>
  renderToStaticMarkup(<ValueChange changes={changes} />)
    .replace(/<[^>]+>/g, "")
    .trim();

describe("a change of a record", () => {
  it("reads as a person would say it", () => {
    expect(
      textOf({ last_name: ["Hopper", "Murray"], email_verified: [false, true], locale: [null, "en"] }),
    ).toBe("last name: Hopper → Murrayemail verified: no → yeslocale: nothing → en");
  });

  it("says why a record would be refused", () => {
    expect(textOf({ problem: "target_user_unverified" })).toBe(
      "The directory already has this address, unverified",
    );
  });
});
