import type { ComparisonReply } from '@oremill/types';

type Line = ComparisonReply['lines'][number];

/** What one of the media costs in the last month, and in all months, in both scenarios. */
export interface ComparedMedium {
  readonly medium: string;
  readonly last: Line | undefined;
  readonly total: Line | undefined;
}

/** A row for each medium of either scenario; where there are several, one of them together before. */
export function comparedMedia({ lines }: Pick<ComparisonReply, 'lines'>): ComparedMedium[] {
  const of = (name: string) => lines.find(({ line }) => line === name);
  const names = lines.flatMap(({ line }) => /^(.+)\.total$/.exec(line)?.[1] ?? []);
  const media = names.map((medium) => ({ medium, last: of(`${medium}.last`), total: of(`${medium}.total`) }));
  if (media.length < 2) return media;
  return [{ medium: 'all media', last: of('total.last'), total: of('total') }, ...media];
}
