import { ActionIcon, TextInput } from '@mantine/core';
import { formatCount } from '@oremill/types';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { type LogPlace, logMatchesQuery } from '../../../api/deployer-runs.ts';

/** A log that goes on is searched again so often. */
const AGAIN_MS = 2000;
/** So long a hand rests before what it typed is searched. */
const REST_MS = 250;

/** Finds a text in the whole log, not only in what is drawn, and goes from match to match. */
export function LogFind({
  place,
  find,
  total,
  hasEnded,
  onMatch,
}: {
  place: LogPlace;
  find: string;
  total: number;
  hasEnded: boolean;
  onMatch: (line: number) => void;
}) {
  const navigate = useNavigate();
  const [typed, setTyped] = useState(find);
  const [at, setAt] = useState(0);
  const shownFor = useRef('');
  const matches = useQuery({
    ...logMatchesQuery(place, find),
    refetchInterval: hasEnded || find === '' ? false : AGAIN_MS,
  });
  const lines = find === '' ? [] : (matches.data?.lines ?? []);

  useEffect(() => {
    if (typed === find) return;
    const timer = setTimeout(
      () =>
        void navigate({
          to: '.',
          search: (before) => ({ ...before, find: typed || undefined }),
          replace: true,
          resetScroll: false,
        }),
      REST_MS,
    );
    return () => clearTimeout(timer);
  }, [typed, find, navigate]);

  const show = (index: number) => {
    const match = lines[index];
    if (!match) return;
    setAt(index);
    onMatch(match.line + 1);
  };
  const step = (direction: 1 | -1) => show((at + direction + lines.length) % lines.length);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the first match of a new text is shown once
  useEffect(() => {
    if (find === '' || shownFor.current === find || matches.isPlaceholderData || lines.length === 0) return;
    if (total === 0) return;
    shownFor.current = find;
    show(0);
  }, [find, matches.data, matches.isPlaceholderData, total]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
    if (event.key === 'Escape') setTyped('');
  };
  return (
    <div className="row" style={{ flexWrap: 'nowrap' }}>
      <TextInput
        aria-label="Find in the log"
        placeholder={`Find in ${formatCount(total)} lines`}
        size="xs"
        w={200}
        data-filter
        data-log-find
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {find === '' ? null : (
        <>
          <span className="small number" role="status">
            {describeMatches(lines.length, at, matches.data?.isCut ?? false, matches.isPending)}
          </span>
          <ActionIcon
            variant="subtle"
            color="gray"
            c="var(--text)"
            aria-label="Match before"
            onClick={() => step(-1)}
          >
            <IconChevronUp size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            c="var(--text)"
            aria-label="Next match"
            onClick={() => step(1)}
          >
            <IconChevronDown size={16} />
          </ActionIcon>
        </>
      )}
    </div>
  );
}

function describeMatches(count: number, at: number, isCut: boolean, isPending: boolean): string {
  if (isPending) return 'searching';
  if (count === 0) return 'in no line';
  return `${formatCount(Math.min(at, count - 1) + 1)} of ${isCut ? '≥ ' : ''}${formatCount(count)} lines`;
}
