import { stripVTControlCharacters } from "node:util";
import { columnsOf } from "./text-table.ts";

/**
 * Breaks lines that a terminal of so many columns can't hold at their spaces, and indents what follows as they are.
 * Without columns, which is to say in a pipe or a file, lines stay as they are.
 */
export function wrapLines(text: string, columns: number | undefined): string {
  if (!columns) return text;
  return text
    .split("\n")
    .flatMap((line) => (isWider(line, columns) ? wrapLine(line, columns) : [line]))
    .join("\n");
}

function wrapLine(line: string, columns: number): string[] {
  const indent = /^ */.exec(line)?.[0] ?? "";
  const [first = "", ...words] = line.slice(indent.length).split(" ");
  const lines: string[] = [];
  let current = indent + first;
  for (const word of words) {
    if (isWider(`${current} ${word}`, columns)) {
      lines.push(current);
      current = indent + word;
    } else current += ` ${word}`;
  }
  return [...lines, current];
}

const isWider = (line: string, columns: number) => columnsOf(stripVTControlCharacters(line)) > columns;
