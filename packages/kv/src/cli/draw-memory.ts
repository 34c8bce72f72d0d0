import { type DatasetMemory, type DatasetReport, formatBytes, formatCount } from '@oremill/types';

const WIDTH = 60;

/** What each part is called, and what it is drawn with. */
const PARTS: readonly (readonly [part: keyof DatasetMemory, title: string, sign: string])[] = [
  ['keyBytes', 'keys', 'k'],
  ['valueBytes', 'values', 'v'],
  ['expiryBytes', 'expiry', 'e'],
  ['headerBytes', 'headers', 'h'],
  ['indexBytes', 'index', 'i'],
  ['orderBytes', 'key order', 'o'],
  ['deadBytes', 'dead', 'x'],
  ['freeBytes', 'free', '.'],
  ['fixedBytes', 'fixed', 'f'],
];

/** Where the memory of a dataset is, as a bar and in numbers. */
export function drawMemory({ entries, memory, parts = [] }: DatasetReport): string {
  const present = PARTS.filter(([part]) => memory[part] > 0);
  let drawn = 0;
  let sum = 0;
  const bar = present.map(([part, , sign]) => {
    // Rounded where parts end, so that the whole bar has its width.
    sum += memory[part];
    const end = Math.round((sum / memory.totalBytes) * WIDTH);
    const piece = sign.repeat(end - drawn);
    drawn = end;
    return piece;
  });
  const lines = present.map(
    ([part, title, sign]) =>
      `  ${sign} ${title.padEnd(10)} ${formatBytes(memory[part]).padStart(10)}${perEntry(memory[part], entries)}`,
  );
  const tables = parts.map(
    ({ entries: own, totalBytes }, part) =>
      `part ${part}: ${formatCount(own)} entries, ${formatBytes(totalBytes)} of at most 4 GiB`,
  );
  return [`memory ${formatBytes(memory.totalBytes)}`, `[${bar.join('')}]`, ...lines, ...tables].join('\n');
}

function perEntry(bytes: number, entries: number): string {
  return entries === 0 ? '' : `${(bytes / entries).toFixed(1).padStart(10)} B an entry`;
}
