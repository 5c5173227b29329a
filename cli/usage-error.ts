/** The command was asked for something it can't do: a wrong option, file or decision. Exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly whatToDo: string;

  constructor(message: string, whatToDo: string, options?: ErrorOptions) {
    super(message, options);
    this.whatToDo = whatToDo;
  }
}
