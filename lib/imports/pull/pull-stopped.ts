/** Thrown when the import is not `pulling` any more: paused or cancelled. Nothing was written. */
export class PullStopped extends Error {
  override readonly name = "PullStopped";
}
