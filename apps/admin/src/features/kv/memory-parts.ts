import type { DatasetMemory } from '@oremill/types';

export interface MemoryPart {
  readonly name: string;
  readonly meaning: string;
  readonly color: string;
  readonly bytes: number;
  /** Of all that the dataset has taken. */
  readonly share: number;
  /** For each entry; undefined where there is none, and of what does not grow with them. */
  readonly bytesAPair: number | undefined;
}

const APART: ReadonlySet<string> = new Set(['free', 'fixed']);

/** In the order of the bar: what was put in, what finding it costs, what is not used. */
const PARTS: readonly {
  readonly field: Exclude<keyof DatasetMemory, 'totalBytes'>;
  readonly name: string;
  readonly meaning: string;
}[] = [
  { field: 'keyBytes', name: 'keys', meaning: 'The keys themselves' },
  { field: 'valueBytes', name: 'values', meaning: 'The values as they are stored: compressed, if they are' },
  { field: 'expiryBytes', name: 'expiry', meaning: 'When entries end, for those that do' },
  { field: 'headerBytes', name: 'headers', meaning: 'Lengths and flags before each record' },
  { field: 'indexBytes', name: 'index', meaning: 'Finds a record by its key' },
  { field: 'orderBytes', name: 'order', meaning: 'The index in key order, which prefixes need' },
  {
    field: 'deadBytes',
    name: 'dead',
    meaning: 'Overwritten, deleted or expired, and not yet cleaned away',
  },
  { field: 'freeBytes', name: 'free', meaning: 'Taken from the system and not used yet' },
  { field: 'fixedBytes', name: 'fixed', meaning: 'Buffers and tables that do not depend on the data' },
];

/** The parts of a dataset's memory that there are, in one order for all datasets. */
export function memoryParts(memory: DatasetMemory, entries: number): MemoryPart[] {
  return PARTS.flatMap(({ field, name, meaning }) => {
    const bytes = memory[field];
    if (bytes === 0) return [];
    return {
      name,
      meaning,
      color: `var(--memory-${name})`,
      bytes,
      share: memory.totalBytes === 0 ? 0 : bytes / memory.totalBytes,
      bytesAPair: entries === 0 || APART.has(name) ? undefined : bytes / entries,
    };
  });
}

export interface MemoryCost {
  /** What each entry costs on top of its own key, value and expiry; undefined where there is none. */
  readonly bytesAPair: number | undefined;
  /** What is there whatever the number of entries: buffers, and room that is not used yet. */
  readonly apartBytes: number;
}

/** The memory that holds no data: what grows with the entries, and what does not. */
export function memoryCost(memory: DatasetMemory, entries: number): MemoryCost {
  const { headerBytes, indexBytes, orderBytes, deadBytes, freeBytes, fixedBytes } = memory;
  return {
    bytesAPair: entries === 0 ? undefined : (headerBytes + indexBytes + orderBytes + deadBytes) / entries,
    apartBytes: freeBytes + fixedBytes,
  };
}

/** All parts that any of the datasets has, in their one order: what a legend names. */
export function memoryPartsOfAll(memories: readonly DatasetMemory[]): MemoryPart[] {
  const sum = (field: keyof DatasetMemory) => memories.reduce((bytes, memory) => bytes + memory[field], 0);
  const fields = PARTS.map(({ field }) => [field, sum(field)]);
  const all: DatasetMemory = { ...Object.fromEntries(fields), totalBytes: sum('totalBytes') };
  return memoryParts(all, 0);
}
