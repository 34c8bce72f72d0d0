/** `+12` or `−3.1 KiB`: signed, in the unit of what changes; `no change` when nothing does. */
export function formatChange(from: number, to: number, format: (amount: number) => string): string {
  if (from === to) return 'no change';
  return `${to > from ? '+' : '−'}${format(Math.abs(to - from))}`;
}
