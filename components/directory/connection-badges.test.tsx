import { describe, expect, it } from "vitest";
import { certificateState, factName } from "./connection-badges.tsx";

const dayMs = 86_400_000;

describe("certificateState", () => {
  it("warns from thirty days before the end, and says expired at the end itself", () => {
    expect(certificateState(31 * dayMs, 0)).toBe("valid");
    expect(certificateState(30 * dayMs, 0)).toBe("expires_soon");
    expect(certificateState(1, 0)).toBe("expires_soon");
    expect(certificateState(0, 0)).toBe("expired");
  });
});

describe("factName", () => {
  it("says what is missing in words, also for a fact it does not know", () => {
    expect(factName("idp_entity_id")).toBe("IdP entity ID");
    expect(factName("something_new")).toBe("something new");
  });
});
