import { ActionIcon, Button, Popover, Tooltip, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconLogout, IconMoon, IconSearch, IconSun, IconUser } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { sessionQuery } from '../api/session.ts';
import { Time } from '../components/time.tsx';
import { Breadcrumb } from './breadcrumb.tsx';
import { ConnectionPill } from './connection-pill.tsx';
import { openDialog } from './dialog-requests.ts';
import { MODIFIER } from './modifier.ts';
import { setPreferences, usePreferences } from './preferences.ts';
import { useSignOut } from './use-sign-out.ts';

/** Where you are, whether it is live, and what you set for yourself. */
export function TopBar({ menu }: { menu: ReactNode }) {
  return (
    <div className="top-bar">
      {menu}
      <Breadcrumb />
      <Button
        className="wide-only"
        variant="default"
        size="compact-md"
        leftSection={<IconSearch size={15} aria-hidden />}
        rightSection={<span className="dim small">{MODIFIER} K</span>}
        onClick={() => openDialog('palette')}
      >
        Commands
      </Button>
      <ConnectionPill />
      <ZoneSwitch />
      <SchemeSwitch />
      <SessionMenu />
    </div>
  );
}

function ZoneSwitch() {
  const { zone } = usePreferences();
  const next = zone === 'utc' ? 'local' : 'utc';
  return (
    <Tooltip
      label={`Times are ${zone === 'utc' ? 'in UTC' : 'local'}; show them ${next === 'utc' ? 'in UTC' : 'local'}`}
    >
      <Button
        className="wide-only"
        variant="subtle"
        color="gray"
        size="compact-md"
        c="var(--text)"
        onClick={() => setPreferences({ zone: next })}
      >
        {zone === 'utc' ? 'UTC' : 'Local'}
      </Button>
    </Tooltip>
  );
}

const SCHEMES = {
  auto: { next: 'light', icon: IconDeviceDesktop, word: 'as the system' },
  light: { next: 'dark', icon: IconSun, word: 'light' },
  dark: { next: 'auto', icon: IconMoon, word: 'dark' },
} as const;

function SchemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { next, icon: Icon, word } = SCHEMES[colorScheme];
  const label = `Theme: ${word}; switch to ${SCHEMES[next].word}`;
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="var(--text)"
        aria-label={label}
        onClick={() => setColorScheme(next)}
      >
        <Icon size={18} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  );
}

function SessionMenu() {
  const session = useQuery(sessionQuery);
  const signOut = useSignOut();
  return (
    <Popover position="bottom-end" width={260} transitionProps={{ duration: 0 }} trapFocus>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" c="var(--text)" aria-label="Session">
          <IconUser size={18} stroke={1.7} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label="Session">
        <div className="stack-tight">
          {session.data ? (
            <p>
              <strong>{session.data.name}</strong>, {session.data.role}
            </p>
          ) : null}
          {session.data ? (
            <p className="dim small">
              Oremill {session.data.version}, signed in until <Time at={session.data.expiresAt} isInRow />
            </p>
          ) : null}
          <a href="/docs" target="_blank" rel="noreferrer">
            API documentation
          </a>
          <Button variant="default" leftSection={<IconLogout size={16} aria-hidden />} onClick={signOut}>
            Sign out
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
