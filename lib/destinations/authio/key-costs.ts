// What Postgres is told that it costs to look rows up by their keys, so that it looks them up where that is faster than reading
// a table of a million.

/** A diff compares some 200,000 records at once: reading a million rows and looking up their keys cost it the same. */
export const manyKeys = "SET random_page_cost = 1.1; SET cpu_tuple_cost = 0.01";

/**
 * A chunk of an apply or an undo is 10,000 records, and to look up their keys takes as long as to read 50,000 rows:
 * measured, with the directory in memory. By Postgres's own reckoning it would be 300,000, and until then every chunk
 * would read the whole table.
 */
export const aChunksKeys = "SET random_page_cost = 0.2; SET cpu_tuple_cost = 0.2";
