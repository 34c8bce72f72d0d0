import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Records whose sizes vary as sizes do: most are short, some are long, none outweighs the others. */
export function writeSample(folder: string, name = 'sample.jsonl', count = 400): string {
  const path = join(folder, name);
  const lines = Array.from({ length: count }, (_, index) => {
    const words = 5 + ((index * 37) % 60) + (index % 17 === 0 ? 90 : 0);
    const text = Array.from({ length: words }, (_, word) => `w${(index * 31 + word * 7) % 997}`).join(' ');
    return `${JSON.stringify({ id: index, user: { name: `u${index % 50}` }, text })}\n`;
  });
  writeFileSync(path, lines.join(''));
  return path;
}
