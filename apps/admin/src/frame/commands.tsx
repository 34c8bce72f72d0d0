import { useMantineColorScheme } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import type { SpotlightActionData } from '@mantine/spotlight';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useMemo } from 'react';
import { copyText } from '../components/copy-text.ts';
import { announce } from './announcer.tsx';
import { closeDialog, openDialog, useOpenDialog } from './dialog-requests.ts';
import type { KeyActions } from './key-sequence.ts';
import { readPreferences, setPreferences } from './preferences.ts';
import { useLetterKeys } from './use-letter-keys.ts';
import { useSections } from './use-sections.ts';
import { useSignOut } from './use-sign-out.ts';

const Palette = lazy(() => import('./palette.tsx').then(({ Palette }) => ({ default: Palette })));
const KeysHelp = lazy(() => import('./keys-help.tsx').then(({ KeysHelp }) => ({ default: KeysHelp })));

/** The palette, the keys and the list of keys: three ways to the same commands. */
export function Commands() {
  const dialog = useOpenDialog();
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  const sections = useSections();

  const keys = useMemo<KeyActions>(
    () => ({
      '?': () => openDialog('keys'),
      '/': focusFilter,
      y: copyLink,
      '.': () => openDialog('palette'),
      ...Object.fromEntries(sections.map(({ key, to }) => [`g ${key}`, () => void navigate({ to })])),
    }),
    [navigate, sections],
  );
  useLetterKeys(keys);
  useHotkeys([['mod+K', () => openDialog('palette')]], [], true);

  const actions: SpotlightActionData[] = [
    ...sections.map(({ label, group, to, key }) => ({
      id: to,
      label,
      description: `${group === undefined ? 'Go' : group} · g ${key}`,
      onClick: () => void navigate({ to }),
    })),
    { id: 'link', label: 'Copy a link to this page', description: 'y', onClick: copyLink },
    ...(['auto', 'light', 'dark'] as const).map((scheme) => ({
      id: `theme-${scheme}`,
      label: `Theme: ${scheme === 'auto' ? 'as the system' : scheme}`,
      onClick: () => setColorScheme(scheme),
    })),
    { id: 'zone', label: 'Times: switch between UTC and local', onClick: switchZone },
    { id: 'keys', label: 'Keys', description: '?', onClick: () => openDialog('keys') },
    { id: 'docs', label: 'API documentation', onClick: () => window.open('/docs', '_blank', 'noreferrer') },
    { id: 'sign-out', label: 'Sign out', onClick: signOut },
  ];

  return (
    <Suspense>
      {dialog === 'palette' ? <Palette actions={actions} onClose={() => closeDialog('palette')} /> : null}
      {dialog === 'keys' ? <KeysHelp onClose={() => closeDialog('keys')} /> : null}
    </Suspense>
  );
}

/** A page marks its filter with `data-filter`; without one the key does nothing. */
function focusFilter(): void {
  document.querySelector<HTMLElement>('[data-filter]')?.focus();
}

function copyLink(): void {
  void copyText(location.href).then(() => announce('Link copied'));
}

function switchZone(): void {
  setPreferences({ zone: readPreferences().zone === 'utc' ? 'local' : 'utc' });
}
