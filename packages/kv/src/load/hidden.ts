/** A name that a folder or a glob does not stand for, unless it says so. */
export function isHidden(name: string): boolean {
  return name.startsWith('.') || name.startsWith('_');
}
