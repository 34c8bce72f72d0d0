import { costError, type FigureTree } from '@oremill/types';
import { breakEvenOf } from './estimate/break-even.ts';
import type { EstimateFigures, MediumFigures } from './estimate-figures.ts';
import { explain } from './figure/explain.ts';
import type { Figure } from './figure/figure.ts';

/** Where one number of an estimate comes from; `ExplainCost` in `types` names the lines. Throws FIGURE_MISSING. */
export function explainLine(figures: EstimateFigures, line: string): FigureTree {
  const lines = linesOf(figures);
  const [first = '', second = ''] = line.split('.');
  // Between two media there is one time, whichever is named first.
  const found = lines.get(line) ?? lines.get(`${second}.${first}`);
  if (found) return explain(found);
  const media = figures.media.map(({ priced }) => priced.name).join(', ');
  throw costError('FIGURE_MISSING', `this estimate has no line ${line}`, {
    hint: `There are records, total, total.last and each month of it by its number, and for each of ${media}: bytes, total, record, read, last and its months.`,
  });
}

/** Every number of an estimate by its name, in the order in which an estimate tells them. */
export function linesOf({ records, media, index, allMedia }: EstimateFigures): Map<string, Figure> {
  const lines = new Map<string, Figure>([['records', records]]);
  if (index) lines.set('index', index.bytes).set('index.bound', index.naiveBytes);
  if (allMedia) addMonths(lines.set('total', allMedia.total), 'total', allMedia.months);
  for (const medium of media) addMedium(lines, medium);
  for (const [place, { priced }] of media.entries()) {
    for (const other of media.slice(place + 1)) {
      const { seconds } = breakEvenOf(priced, other.priced);
      if (seconds) lines.set(`${priced.name}.${other.priced.name}`, seconds);
    }
  }
  return lines;
}

function addMedium(lines: Map<string, Figure>, { priced, size, total, costs }: MediumFigures): void {
  const { name, record, read } = priced;
  lines.set(`${name}.bytes`, size).set(`${name}.total`, total).set(`${name}.record`, record);
  if (read) lines.set(`${name}.read`, read);
  addMonths(lines, name, costs);
}

/** `last` is the one that an estimate tells first. */
function addMonths(lines: Map<string, Figure>, name: string, months: readonly Figure[]): void {
  for (const [place, month] of months.entries()) lines.set(`${name}.${place + 1}`, month);
  const last = months.at(-1);
  if (last) lines.set(`${name}.last`, last);
}
