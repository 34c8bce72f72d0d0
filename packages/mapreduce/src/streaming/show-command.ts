/** A command line that a shell reads as these words. */
export function showCommand(argv: readonly string[]): string {
  return argv
    .map((word) => (/^[\w./=:@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');
}
