import { costError, type FigureTree } from '@oremill/types';
import { breakEvenOf } from './estimate/break-even.ts';
import type { EstimateFigures } from './estimate-figures.ts';
import { explain } from './figure/explain.ts';
import type { Figure } from './figure/figure.ts';

/** Where one number of an estimate comes from; `ExplainCost` in `types` names the lines. Throws FIGURE_MISSING. */
export function explainLine(figures: EstimateFigures, line: string): FigureTree {
  const found = findLine(figures, line);
  if (found) return explain(found);
  const media = figures.media.map(({ priced }) => priced.name).join(', ');
  throw costError('FIGURE_MISSING', `this estimate has no line ${line}`, {
    hint: `There are records, total and, for each of ${media}, bytes, total, record, read and each month by its number.`,
  });
}

function findLine({ records, media, index, allMedia }: EstimateFigures, line: string): Figure | undefined {
  if (line === 'records') return records;
  if (line === 'index') return index?.bytes;
  if (line === 'total') return allMedia?.total;
  const [of, part = ''] = line.split('.');
  if (of === 'total') return monthOf(allMedia?.months ?? [], part);
  const medium = media.find(({ priced }) => priced.name === of);
  if (medium === undefined) return undefined;
  const other = media.find(({ priced: { name } }) => name === part && name !== of);
  if (other) return breakEvenOf(medium.priced, other.priced).seconds;
  const { size, total, record, costs, priced } = medium;
  const lines: Readonly<Record<string, Figure | undefined>> = {
    bytes: size,
    total,
    record,
    read: priced.read,
  };
  return Object.hasOwn(lines, part) ? lines[part] : monthOf(costs, part);
}

function monthOf(months: readonly Figure[], part: string): Figure | undefined {
  return /^\d+$/.test(part) ? months[Number(part) - 1] : undefined;
}
