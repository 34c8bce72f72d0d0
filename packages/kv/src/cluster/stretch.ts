import type { Source } from '../load/source.ts';

/** A piece of a source that is sent, acknowledged and noted as one: the lines that begin from `start` to before `end`. */
export interface Stretch {
  readonly source: Source;
  readonly start: number;
  /** Undefined: all of the source, through one worker. */
  readonly end: number | undefined;
}

/** What is compressed, far away, or to be compared with a checksum is read from its beginning to its end. */
export function planStretches(sources: readonly Source[], stretchBytes: number): Stretch[] {
  return sources.flatMap((source): Stretch[] => {
    const { bytes, isCompressed, place, sha256 } = source;
    const isDivisible = bytes !== undefined && !isCompressed && place.kind === 'file' && sha256 === undefined;
    if (!isDivisible) return [{ source, start: 0, end: undefined }];
    const count = Math.max(1, Math.ceil(bytes / stretchBytes));
    const at = (index: number) => Math.floor((bytes * index) / count);
    return Array.from({ length: count }, (_, index) => ({ source, start: at(index), end: at(index + 1) }));
  });
}
