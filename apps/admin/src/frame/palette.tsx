import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight';
import '@mantine/spotlight/styles.css';
import { IconSearch } from '@tabler/icons-react';
import { useEffect } from 'react';

/** All that can be done from anywhere, by name. Open for as long as it is there. */
export function Palette({ actions, onClose }: { actions: SpotlightActionData[]; onClose: () => void }) {
  useEffect(() => spotlight.open(), []);
  return (
    <Spotlight
      actions={actions}
      shortcut={null}
      onSpotlightClose={onClose}
      nothingFound="Nothing is called that"
      highlightQuery
      transitionProps={{ duration: 0 }}
      overlayProps={{ blur: 0 }}
      attributes={{ content: { 'aria-label': 'Commands' } }}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: 'Go to, switch, copy…',
        'aria-label': 'Command',
      }}
    />
  );
}
