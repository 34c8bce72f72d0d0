/** Price books of the platform, the newest first. */
export const BOOKS: readonly string[] = ['aws-2026', '2012', 'five-minute-rule'];
