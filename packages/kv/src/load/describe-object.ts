import type { StoredObject } from '@oremill/runtime/objects';
import type { LineFormat, Source } from './source.ts';

export function describeObject({ uri, bytes, version }: StoredObject, format: LineFormat): Source {
  // Whether it is compressed is seen when it is read: it is not cut anyway.
  const place = { kind: 'object', uri } as const;
  return { name: uri, place, bytes, version, isCompressed: false, format, sha256: undefined };
}
