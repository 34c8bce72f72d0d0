import { Button } from '@mantine/core';
import { formatCount } from '@oremill/types';

/** As much of a list that is read page by page as showing its end needs. */
export interface PagedList {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
}

/** The end of a list: how much of it is shown, and a button for more. Without a total it says only that there is more. */
export function ShowMore({
  list,
  label = 'Show more',
  shown,
  total,
}: {
  list: PagedList;
  label?: string;
  shown: number;
  total?: number;
}) {
  if (!list.hasNextPage && total === undefined) return null;
  return (
    <div className="row" style={{ padding: '8px 16px' }}>
      <span className="dim small">
        {total === undefined
          ? `${formatCount(shown)} loaded, there are more`
          : `${formatCount(shown)} of ${formatCount(Math.max(shown, total))} shown`}
      </span>
      {list.hasNextPage ? (
        <Button
          variant="default"
          size="compact-sm"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {label}
        </Button>
      ) : null}
    </div>
  );
}
