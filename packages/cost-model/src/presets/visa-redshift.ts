import { expected } from '../figure/evaluate.ts';
import { derived, type Figure, given, times } from '../figure/figure.ts';
import { factFigure } from '../price/find-fact.ts';
import { priceFigure } from '../price/find-price.ts';
import { openBook } from '../price/price-book.ts';
import { quantity } from '../units/quantity.ts';

const PRICE = 'redshift.hs1.8xlarge.reserved-3y.tb-year';

/** The second example of 2012: a year of a card company's transaction log in Redshift, in whole nodes. */
export interface VisaRedshift {
  readonly nodes: number;
  readonly terabytes: number;
  readonly usdAYear: number;
  readonly figure: Figure<'USD/year(365d)'>;
}

export function visaRedshift(): VisaRedshift {
  const book = openBook('2012');
  const price = priceFigure(book, PRICE, 'USD/TB-year(365d)');
  const log = given('transaction log', quantity(42, 'TB'), {
    kind: 'assumption',
    because: 'the post has so much of a year of transactions',
  });
  const node = factFigure(book, PRICE, 'storageTB');
  const nodes = derived('nodes', 'node', '{0} ÷ {1}, rounded up', [log, node], (a, b) => Math.ceil(a / b));
  const disk = times('disk of all nodes', nodes, node);
  const figure = derived('a year of it', 'USD/year(365d)', '{0} × {1}', [disk, price], (a, b) => a * b);
  return {
    nodes: expected(nodes),
    terabytes: expected(disk),
    usdAYear: expected(figure),
    figure,
  };
}
