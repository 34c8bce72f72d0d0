import { sealOf } from './image-seal.ts';
import type { ListedImage } from './leader-list.ts';

/** Whether the files are there, whole, and those that are listed. */
export function areListed(paths: readonly string[], listed: readonly ListedImage[]): boolean {
  try {
    return (
      listed.length > 0 &&
      paths.length === listed.length &&
      listed.every(({ bytes, seal }, part) => {
        const ours = sealOf(paths[part] as string);
        return ours.bytes === bytes && ours.seal === seal;
      })
    );
  } catch {
    return false;
  }
}
