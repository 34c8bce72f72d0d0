/** Taken before anything else may turn it elsewhere: a program that runs other people's code turns their prints to stderr. */
const write = process.stdout.write.bind(process.stdout);

/** Prints a reply as one line of JSON: what the API would answer. */
export function printJson(reply: unknown): void {
  write(`${JSON.stringify(reply)}\n`);
}

/** Writes data to stdout as it is. */
export function writeOut(text: string): void {
  write(text);
}

/** Prints data for people, to stdout. */
export function print(text: string): void {
  write(`${text}\n`);
}

/** Talks to the person who waits, on stderr, out of the way of the data. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
