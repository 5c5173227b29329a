/** What a command's end says to scripts. The help lists them. */
export const exitCode = {
  done: 0,
  /** It could not be done: something broke, or it was interrupted. */
  failed: 1,
  /** It must be asked otherwise, or somebody must decide something first. */
  usage: 2,
  /** It was done, but some records could not be taken along. */
  recordErrors: 3,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
