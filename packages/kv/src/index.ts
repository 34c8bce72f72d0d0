export type { Dataset } from './dataset/dataset.ts';
export type { Entry, TableMemory } from './table/entries.ts';
