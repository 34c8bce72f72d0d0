import { ActionIcon } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconMenu2 } from '@tabler/icons-react';
import { Link, Outlet, useRouter } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import './frame.css';
import { Announcer } from './announcer.tsx';
import { Brand } from './brand.tsx';
import { Commands } from './commands.tsx';
import { Rail } from './rail.tsx';
import { TopBar } from './top-bar.tsx';

const RailDrawer = lazy(() =>
  import('./rail-drawer.tsx').then(({ RailDrawer }) => ({ default: RailDrawer })),
);

/** What is around every page: the rail, the bar above, the keys, and the place for the page itself. */
export function Frame() {
  const isNarrow =
    useMediaQuery('(max-width: 767px)', undefined, { getInitialValueInEffect: false }) ?? false;
  const hasIconsOnly =
    useMediaQuery('(max-width: 1099px)', undefined, { getInitialValueInEffect: false }) ?? false;
  const [isDrawerOpen, setIsDrawerOpen] = useState(false);
  const router = useRouter();
  useEffect(() => router.subscribe('onResolved', () => setIsDrawerOpen(false)), [router]);

  return (
    <div className="frame" data-width={isNarrow ? 'drawer' : hasIconsOnly ? 'icons' : 'full'}>
      <a href="#main" className="skip">
        Skip to the page
      </a>
      <header className="frame-head">
        {isNarrow ? null : (
          <Link to="/" className="brand" aria-label="Oremill: overview">
            <Brand hasName={!hasIconsOnly} />
          </Link>
        )}
        <TopBar
          menu={
            isNarrow ? (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label="Sections"
                onClick={() => setIsDrawerOpen(true)}
              >
                <IconMenu2 size={20} />
              </ActionIcon>
            ) : null
          }
        />
      </header>
      {isNarrow ? (
        <Suspense>{isDrawerOpen ? <RailDrawer onClose={() => setIsDrawerOpen(false)} /> : null}</Suspense>
      ) : (
        <div className="rail-column">
          <Rail hasIconsOnly={hasIconsOnly} />
        </div>
      )}
      <main className="main" id="main" tabIndex={-1}>
        <Outlet />
      </main>
      <Commands />
      <Announcer />
    </div>
  );
}
