import { Kbd, Switch } from '@mantine/core';
import { Dialog } from '../components/dialog.tsx';
import { MODIFIER } from './modifier.ts';
import { setPreferences, usePreferences } from './preferences.ts';
import { useSections } from './use-sections.ts';

const KEYS: readonly (readonly [string, string])[] = [
  ['/', 'Filter what is on the page'],
  ['j', 'Next row'],
  ['k', 'Row before'],
  ['Enter', 'Open the row'],
  ['y', 'Copy a link to this page'],
  ['mod Enter', 'Run the statement, in the SQL box'],
  ['?', 'This list'],
];

/** Every key, and the switch that turns the single letters off. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  const { hasLetterKeys } = usePreferences();
  const keys = [
    ['mod K', 'All commands'] as const,
    ...useSections().map(({ key, label }) => [`g ${key}`, `Go to ${label}`] as const),
    ...KEYS,
  ];
  return (
    <Dialog title="Keys" onClose={onClose}>
      <div className="stack">
        <dl className="keys">
          {keys.map(([sequence, what]) => (
            <div key={sequence}>
              <dt>
                {sequence.split(' ').map((key) => (
                  <Kbd key={key} size="sm">
                    {key === 'mod' ? MODIFIER : key}
                  </Kbd>
                ))}
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <Switch
          label="Shortcuts of a single letter"
          checked={hasLetterKeys}
          onChange={(event) => setPreferences({ hasLetterKeys: event.currentTarget.checked })}
        />
      </div>
    </Dialog>
  );
}
