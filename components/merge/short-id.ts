const longest = 22;

/** A source id where there is little room: ids of one source begin alike and differ at their end. */
export const shortId = (id: string): string =>
  id.length > longest ? `${id.slice(0, 9)}…${id.slice(-10)}` : id;
