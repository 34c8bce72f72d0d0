import { Button } from '@mantine/core';
import { Empty } from './empty.tsx';

/** A list of which a filter has left nothing. */
export function NoMatch({ what, onClear }: { what: string; onClear: () => void }) {
  return (
    <Empty title={`No ${what} matches the filter.`}>
      <div>
        <Button variant="default" size="compact-sm" onClick={onClear}>
          Clear the filter
        </Button>
      </div>
    </Empty>
  );
}
