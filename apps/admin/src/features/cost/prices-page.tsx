import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { type BookPrice, formatCount } from '@oremill/types';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { pricesQuery } from '../../api/cost.ts';
import { Async } from '../../components/async.tsx';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { ShowMore } from '../../components/show-more.tsx';
import { Status } from '../../components/status.tsx';
import { BOOKS } from './books.ts';
import './explain/explain.css';
import './prices-page.css';
import { SourceLink } from './source-link.tsx';

const route = getRouteApi('/signed-in/cost/prices');

/** More rows at once make the page slow. */
const ROWS_SHOWN = 100;

/** What a book says things cost, each price with the document that it is from. */
export function PricesPage() {
  const { book, q } = route.useSearch();
  const navigate = route.useNavigate();
  const prices = useQuery(pricesQuery(book));
  return (
    <div className="stack">
      <PageHeader title="Prices" documentTitle={`Prices, ${book}`}>
        <p className="dim">
          List prices with their documents. What no document says is left out, never guessed.
        </p>
      </PageHeader>
      <Panel
        title={prices.data?.title ?? book}
        aside={
          <SegmentedControl
            aria-label="Price book"
            size="xs"
            data={BOOKS.includes(book) ? [...BOOKS] : [...BOOKS, book]}
            value={book}
            onChange={(next) => void navigate({ search: (before) => ({ ...before, book: next }) })}
          />
        }
      >
        <div className="panel-body">
          <TextInput
            data-filter
            aria-label="Filter the prices"
            placeholder="s3 storage, r7g, us-east-1 …"
            value={q}
            onChange={({ currentTarget: { value } }) =>
              void navigate({ search: (before) => ({ ...before, q: value }), replace: true })
            }
          />
        </div>
        <Async answer={prices} lines={12}>
          {({ items }) => (
            <PriceTable
              key={`${book} ${q}`}
              prices={filterPrices(items, q)}
              onClear={() => void navigate({ search: (before) => ({ ...before, q: '' }), replace: true })}
            />
          )}
        </Async>
      </Panel>
    </div>
  );
}

/** Prices that have all of the words in their name, what they are of, region or unit. */
export function filterPrices(prices: readonly BookPrice[], words: string): readonly BookPrice[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return prices.filter(({ id, what, region, unit }) => {
    const text = `${id} ${what} ${region} ${unit}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

const COLUMNS: readonly TableColumn<BookPrice>[] = [
  {
    name: 'id',
    header: 'Price',
    cell: ({ id, what }) => (
      <span className="price-name">
        <span className="mono">{id}</span>
        <span className="dim small">{what}</span>
      </span>
    ),
  },
  {
    name: 'amount',
    header: 'Amount',
    align: 'end',
    isTight: true,
    cell: ({ amount, unit }) => (
      <>
        {amount.toLocaleString('en-US', { maximumSignificantDigits: 8 })}
        <span className="dim small interval">{unit}</span>
      </>
    ),
  },
  { name: 'region', header: 'Region', isTight: true, cell: ({ region }) => region },
  {
    name: 'date',
    header: 'Of',
    isTight: true,
    cell: ({ date, isOld }) =>
      isOld ? (
        <Status look={{ role: 'warning', shape: 'triangle' }} word={`${date}, old`} />
      ) : (
        <span className="number">{date}</span>
      ),
  },
  { name: 'source', header: 'From', cell: ({ address }) => <SourceLink address={address} /> },
  { name: 'quote', header: 'Quoted line', cell: (price) => <Quote price={price} /> },
];

function PriceTable({ prices, onClear }: { prices: readonly BookPrice[]; onClear: () => void }) {
  const [shown, setShown] = useState(ROWS_SHOWN);
  if (prices.length === 0) {
    return (
      <Empty title="No price of this book has these words.">
        <p>
          <Button variant="default" onClick={onClear}>
            Clear the filter
          </Button>
        </p>
      </Empty>
    );
  }
  return (
    <>
      <p className="unseen" role="status">
        {formatCount(prices.length)} prices
      </p>
      <DataTable label="Prices" columns={COLUMNS} rows={prices.slice(0, shown)} rowKey={({ id }) => id} />
      <ShowMore
        list={{
          hasNextPage: prices.length > shown,
          isFetchingNextPage: false,
          fetchNextPage: () => setShown(shown + ROWS_SHOWN),
        }}
        shown={Math.min(shown, prices.length)}
        total={prices.length}
      />
    </>
  );
}

function Quote({ price: { id, quote } }: { price: BookPrice }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="default" size="compact-xs" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        {isOpen ? 'Hide' : 'Show'}
        <span className="unseen"> the line of {id}</span>
      </Button>
      {isOpen ? <blockquote className="quote price-quote">{quote}</blockquote> : null}
    </>
  );
}
