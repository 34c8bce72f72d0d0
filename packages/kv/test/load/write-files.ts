import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files of these contents, named after their places. */
export function writeFiles(folder: string, ...contents: readonly (Buffer | string)[]): string[] {
  return contents.map((content, index) => {
    const path = join(folder, `${index}.tsv`);
    writeFileSync(path, content);
    return path;
  });
}
