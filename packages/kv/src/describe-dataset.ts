import type { DatasetMemory, DatasetReport } from '@oremill/types';
import type { Held } from './held.ts';
import type { TableMemory } from './table/entries.ts';

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

/** What people and programs are told of a dataset. */
export function describeDataset(name: string, held: Held): DatasetReport {
  switch (held.kind) {
    case 'broken':
      return {
        name,
        kind: 'published',
        createdAt: new Date(0).toISOString(),
        entries: 0,
        memory: NOTHING,
        compression: 'none',
        isOrdered: false,
        versions: [],
        problem: held.error.message,
      };
    case 'live': {
      const { dataset, file } = held;
      return {
        name,
        kind: 'live',
        createdAt: file.createdAt,
        entries: dataset.count,
        memory: withTotal(dataset.memory()),
        compression: 'none',
        isOrdered: dataset.isOrdered,
        fsync: file.fsync,
        versions: [],
        ...(dataset.problem === undefined ? {} : { problem: dataset.problem }),
      };
    }
    case 'published': {
      const { file, served } = held.versions;
      return {
        name,
        kind: 'published',
        createdAt: file.createdAt,
        entries: served.count,
        memory: withTotal(served.memory()),
        compression: served.compression,
        isOrdered: served.isOrdered,
        versions: held.versions.report(),
        ...(file.pins ? { pins: file.pins } : {}),
      };
    }
  }
}

function withTotal(memory: TableMemory): DatasetMemory {
  return { ...memory, totalBytes: Object.values(memory).reduce((sum, bytes) => sum + bytes, 0) };
}
