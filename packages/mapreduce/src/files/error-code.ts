/** Whether an error carries one of these codes: the system's, such as ENOENT, or our own. */
export function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
