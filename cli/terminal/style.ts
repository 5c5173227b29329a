import { styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

/** Colours where a person reads along, unless NO_COLOR says no. */
export function canColor(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== "dumb";
}

export type Paint = (style: Style, text: string) => string;

/** Paints text for a stream, or leaves it as it is. */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  const isColored = canColor(stream);
  return (style, text) => (isColored ? styleText(style, text, { validateStream: false }) : text);
}
