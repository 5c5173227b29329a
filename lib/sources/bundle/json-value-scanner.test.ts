import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonFault, JsonValueScanner } from "./json-value-scanner.ts";

/** Where the value at the start of `text` ends, scanned in pieces; null if it is no JSON, -1 if it does not end. */
function endOf(text: string, cuts: readonly number[] = [], maxDepth = 64): number | null {
  const bytes = new TextEncoder().encode(text);
  const scanner = new JsonValueScanner(maxDepth);
  scanner.start(0);
  const borders = [...new Set(cuts.map((cut) => cut % (bytes.length + 1))), bytes.length].toSorted(
    (a, b) => a - b,
  );
  let from = 0;
  try {
    for (const border of borders) {
      const end = scanner.scan(bytes.subarray(from, border), 0);
      if (end !== -1) return from + end;
      from = border;
    }
    return -1;
  } catch (error) {
    if (error instanceof JsonFault) return null;
    throw error;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const cuts = fc.array(fc.nat(), { maxLength: 20 });
const everyByte = Array.from({ length: 500 }, (_, index) => index);

describe("JsonValueScanner", { timeout: 60_000 }, () => {
  it("finds the end of any value, however it is cut and written", () => {
    const value = fc.jsonValue({ maxDepth: 6, stringUnit: "binary" });
    fc.assert(
      fc.property(value, fc.constantFrom(0, 1, "\t"), cuts, (json, indent, at) => {
        const text = JSON.stringify(json, null, indent);
        const length = new TextEncoder().encode(text).length;
        // A number ends only where something else begins.
        expect(endOf(`${text} `, at)).toBe(length);
        expect(endOf(`${text},`, at)).toBe(length);
      }),
      { numRuns: 500 },
    );
  });

  it("accepts exactly what JSON.parse accepts", () => {
    const tokens = [
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"a"',
      '"\\n"',
      '"\\u00e9"',
      '"\\x"',
      "0",
      "1",
      "-",
      "01",
      "1.",
      ".5",
    ];
    const more = [
      "1e5",
      "1e",
      "1E+",
      "2E-7",
      "-0",
      "true",
      "false",
      "null",
      "tru",
      " ",
      "\n",
      '"',
      "\\",
      "\u0001",
      "'a'",
    ];
    const soup = fc
      .array(fc.constantFrom(...tokens, ...more), { maxLength: 9 })
      .map((parts) => parts.join(""));
    const value = fc.jsonValue({ maxDepth: 3 }).map((json) => JSON.stringify(json));
    const mutated = fc
      .tuple(value, fc.nat(), fc.constantFrom(...tokens, ...more, ""))
      .map(
        ([text, at, token]) =>
          text.slice(0, at % (text.length + 1)) + token + text.slice((at % (text.length + 1)) + 1),
      );
    fc.assert(
      fc.property(fc.oneof(soup, mutated), cuts, (text, at) => {
        const whole = `[${text}]`;
        const isWhole = endOf(whole, at) === new TextEncoder().encode(whole).length;
        expect(isWhole).toBe(isJson(whole));
      }),
      { numRuns: 6000 },
    );
  });

  it.each(["[1,2", '{"a":1', '"abc', '"abc\\', '"abc\\u12', "[tru", "[-", "[1.", "[1e+", "", "  "])(
    "asks for more after %j",
    (text) => {
      expect(endOf(text)).toBe(-1);
      expect(endOf(text, everyByte)).toBe(-1);
    },
  );

  it("stops at the depth it is told, whatever kind of nesting", () => {
    expect(endOf("[".repeat(64) + "]".repeat(64))).toBe(128);
    expect(endOf("[".repeat(65))).toBeNull();
    expect(endOf('{"a":'.repeat(65))).toBeNull();
    expect(endOf("[".repeat(100_000))).toBeNull();
    expect(endOf("[[]]", [], 1)).toBeNull();
  });

  it("says where it failed and what it expected there", () => {
    const fault = (text: string) => {
      const scanner = new JsonValueScanner(64);
      scanner.start(0);
      try {
        scanner.scan(new TextEncoder().encode(text), 0);
      } catch (error) {
        if (error instanceof JsonFault) return `${error.position}: ${error.message}`;
      }
      return null;
    };
    expect(fault('{"a" 1}')).toBe('5: expected ":", found "1"');
    expect(fault("[1 2]")).toBe('3: expected "," or "]", found "2"');
    expect(fault('{"a":1,}')).toBe('7: expected a key in quotes, found "}"');
    expect(fault("[1,]")).toBe('3: expected a value, found "]"');
    expect(fault("{a:1}")).toBe('1: expected a key in quotes or "}", found "a"');
    expect(fault("<html>")).toBe('0: expected a value, found "<"');
    expect(fault('["\n"]')).toBe("2: unescaped control character, byte 0x0a, in a text");
    expect(fault('["\\q"]')).toBe('3: unknown escape \\ and "q" in a text');
    expect(fault("[nul]")).toBe("4: expected null");
    expect(fault("[012]")).toBe("2: a number can't begin with 0");
    expect(fault("[1.]")).toBe('3: expected a digit, found "]"');
  });
});
