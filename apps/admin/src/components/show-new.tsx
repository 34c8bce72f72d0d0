import { Button } from '@mantine/core';
import { formatCount } from '@oremill/types';

/** What came since a list was read waits behind this button, so that no row moves under a hand. */
export function ShowNew({ count, onShow }: { count: number; onShow: () => void }) {
  if (count === 0) return null;
  return (
    <div style={{ padding: '8px 16px' }}>
      <Button variant="light" size="compact-sm" onClick={onShow}>
        {formatCount(count)} new, show
      </Button>
    </div>
  );
}
