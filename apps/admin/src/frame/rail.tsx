import { Tooltip } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';
import type { Section } from './sections.tsx';
import { useSections } from './use-sections.ts';

/** The sections, by engine. Narrow windows show the icons alone, with their names on hover and focus. */
export function Rail({ hasIconsOnly, onFollow }: { hasIconsOnly: boolean; onFollow?: () => void }) {
  const groups = Map.groupBy(useSections(), (section) => section.group ?? '');
  return (
    <nav aria-label="Sections" className="rail" data-icons={hasIconsOnly || undefined}>
      {[...groups].map(([group, sections]) => (
        <div key={group} className="rail-group">
          {group === '' || hasIconsOnly ? null : <p className="rail-title">{group}</p>}
          <ul>
            {sections.map((section) => (
              <li key={section.to}>
                <RailLink section={section} hasIconsOnly={hasIconsOnly} onFollow={onFollow} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function RailLink({
  section,
  hasIconsOnly,
  onFollow,
}: {
  section: Section;
  hasIconsOnly: boolean;
  onFollow: (() => void) | undefined;
}) {
  const { icon: Icon, label, to, below } = section;
  const { pathname } = useLocation();
  const isAbovePage = below !== undefined && pathname.includes(below);
  return (
    <Tooltip
      label={label}
      position="right"
      disabled={!hasIconsOnly}
      events={{ hover: true, focus: true, touch: false }}
    >
      <Link
        to={to}
        className="rail-link"
        data-above-page={isAbovePage || undefined}
        activeOptions={{ exact: to === '/' || to === '/cost', includeSearch: false }}
        onClick={onFollow}
      >
        <Icon size={18} stroke={1.7} />
        <span className={hasIconsOnly ? 'unseen' : undefined}>{label}</span>
      </Link>
    </Tooltip>
  );
}
