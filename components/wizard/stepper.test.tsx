import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Stepper } from "./stepper.tsx";

const linksOf = (html: string) => [...html.matchAll(/href="([^"]+)"/g)].map((match) => match[1]);
const review = { state: "review", plannedAt: "t", startedAt: null } as const;

describe("the stepper", () => {
  it("leads nowhere before there is an import", () => {
    const html = renderToStaticMarkup(<Stepper current="assemble" reached="assemble" />);
    expect(linksOf(html)).toEqual([]);
    expect(html).toMatch(/aria-current="step"[^>]*>.*Assemble/);
  });

  it("leads to what was reached, and not to the summary of what has not run", () => {
    const html = renderToStaticMarkup(
      <Stepper current="upload" reached="upload" importId="imp_1" standing={review} />,
    );
    expect(linksOf(html)).toEqual(["/migrate/workos?import=imp_1", "/migrate/workos/imp_1/confirm"]);
    expect(html).not.toContain('aria-current="page"');
  });

  it("says to screen readers what is done", () => {
    const html = renderToStaticMarkup(
      <Stepper current="confirm" reached="upload" importId="imp_1" standing={review} />,
    );
    expect(html.match(/, done/g)).toHaveLength(2);
  });
});
