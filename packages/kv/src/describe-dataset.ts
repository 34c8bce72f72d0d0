import type { DatasetMemory, DatasetReport, Replica } from '@oremill/types';
import type { PublishedFile } from './dataset/dataset-file.ts';
import type { Held } from './held.ts';
import type { ReadableTable, TableMemory } from './table/entries.ts';
import { totalBytes } from './table/total-bytes.ts';

const NOTHING: DatasetMemory = withTotal({
  keyBytes: 0,
  valueBytes: 0,
  expiryBytes: 0,
  headerBytes: 0,
  indexBytes: 0,
  orderBytes: 0,
  deadBytes: 0,
  freeBytes: 0,
  fixedBytes: 0,
});

/** What people and programs are told of a dataset, which may be a replica of another one. */
export function describeDataset(name: string, held: Held, replica: Replica | undefined): DatasetReport {
  const described = describeHeld(name, held);
  const followed = replica?.datasets.find((each) => each.name === name);
  return replica && followed ? { ...described, replica: { ...followed, leader: replica.leader } } : described;
}

function describeHeld(name: string, held: Held): DatasetReport {
  switch (held.kind) {
    case 'broken':
      return {
        name,
        // A dataset whose description cannot be read may be either.
        kind: held.file?.kind ?? 'published',
        createdAt: held.file?.createdAt ?? new Date(0).toISOString(),
        entries: 0,
        memory: NOTHING,
        memoryBytes: 0,
        compression: 'none',
        isOrdered: false,
        versions: held.file?.kind === 'published' ? describeKept(held.file) : [],
        problem: held.error.message,
      };
    case 'live': {
      const { dataset, file } = held;
      const memory = withTotal(dataset.memory());
      return {
        name,
        kind: 'live',
        createdAt: file.createdAt,
        entries: dataset.count,
        memory,
        memoryBytes: memory.totalBytes,
        compression: 'none',
        isOrdered: dataset.isOrdered,
        ...describeParts(dataset.parts),
        fsync: file.fsync,
        evicted: dataset.evicted,
        versions: [],
        ...(dataset.problem === undefined ? {} : { problem: dataset.problem }),
      };
    }
    case 'published': {
      const { file, served } = held.versions;
      const versions = held.versions.report();
      return {
        name,
        kind: 'published',
        createdAt: file.createdAt,
        entries: served.count,
        memory: withTotal(served.memory()),
        memoryBytes: versions.reduce((sum, { memoryBytes = 0 }) => sum + memoryBytes, 0),
        compression: served.compression,
        isOrdered: served.isOrdered,
        ...describeParts(served.parts),
        versions,
        ...(file.pins ? { pins: file.pins } : {}),
      };
    }
  }
}

/** Of a dataset that is not open: none of them is in memory, and what was served is not. */
function describeKept({ versions }: PublishedFile): DatasetReport['versions'] {
  return versions.map((row) => ({ ...row, isServed: false, isResident: false }));
}

function describeParts(parts: readonly ReadableTable[] | undefined): Pick<DatasetReport, 'parts'> {
  if (parts === undefined) return {};
  return {
    parts: parts.map((part) => ({ entries: part.count, totalBytes: totalBytes(part.memory()) })),
  };
}

function withTotal(memory: TableMemory): DatasetMemory {
  return { ...memory, totalBytes: totalBytes(memory) };
}
