/**
 * A test that needs something which is not there fails, and says what is missing; under OREMILL_ALLOW_MISSING=1 it
 * is skipped under that name instead.
 */
export function mayRun(isThere: boolean, what: string): { skip: boolean; title: (title: string) => string } {
  const isAllowed = process.env.OREMILL_ALLOW_MISSING === '1';
  const skip = !isThere && isAllowed;
  return { skip, title: (title) => (skip ? `${title} (missing: ${what})` : title) };
}
