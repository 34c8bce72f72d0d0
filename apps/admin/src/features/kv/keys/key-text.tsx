import type { TextOrBytes } from '@oremill/types';
import { Name } from '../../../components/name.tsx';
import { lineOf } from '../../../format/text-or-bytes.ts';

/** A key, whatever bytes it has: those that are no text stand as `\xff`, and an empty one is named. */
export function KeyText({ value, lengthMax = 64 }: { value: TextOrBytes; lengthMax?: number }) {
  if (value === '') return <span className="dim">the empty key</span>;
  return <Name text={lineOf(value)} lengthMax={lengthMax} />;
}
