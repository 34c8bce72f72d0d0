/** Prints a reply as one line of JSON: what the API would answer. */
export function printJson(reply: unknown): void {
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}

/** Prints data for people, to stdout. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Talks to the person who waits, on stderr, out of the way of the data. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
