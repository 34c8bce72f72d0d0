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
export function drawMemory(dataset: DatasetReport): string {
  const { entries, memory, parts = [] } = dataset;
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
  const evicted = dataset.evicted
    ? [`${formatCount(dataset.evicted)} entries were evicted since it was opened`]
    : [];
  return [titleOf(dataset), `[${bar.join('')}]`, ...lines, ...tables, ...evicted].join('\n');
}

/** What is drawn, and what of other versions lies beside it. */
function titleOf({ memory, memoryBytes, versions }: DatasetReport): string {
  const served = versions.find(({ isServed }) => isServed);
  const others = versions.filter(({ isServed, isResident }) => isResident && !isServed);
  if (served === undefined || others.length === 0) return `memory ${formatBytes(memory.totalBytes)}`;
  const beside = others.map(
    ({ number, memoryBytes: bytes = 0 }) => `${formatBytes(bytes)} of version ${number}`,
  );
  return `memory ${formatBytes(memory.totalBytes)} of version ${served.number}, beside it ${beside.join(', ')}: ${formatBytes(memoryBytes)} in all`;
}

function perEntry(bytes: number, entries: number): string {
  return entries === 0 ? '' : `${(bytes / entries).toFixed(1).padStart(10)} B an entry`;
}
