import { Drawer } from '@mantine/core';
import { Rail } from './rail.tsx';

/** The rail over the page, where there is no room beside it. */
export function RailDrawer({ onClose }: { onClose: () => void }) {
  return (
    <Drawer
      opened
      onClose={onClose}
      size={260}
      title="Oremill"
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 0 }}
    >
      <Rail hasIconsOnly={false} onFollow={onClose} />
    </Drawer>
  );
}
