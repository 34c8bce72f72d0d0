import { Button, Switch } from '@mantine/core';
import { formatCount } from '@oremill/types';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, type MouseEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { LogPlace } from '../../../api/deployer-runs.ts';
import { Failure } from '../../../components/failure.tsx';
import { usePreferences } from '../../../frame/preferences.ts';
import { extendRange, parseLineRange } from './line-range.ts';
import { heightPx, LINE_PX, scrollTo, windowAt } from './line-window.ts';
import './log.css';
import { LogFind } from './log-find.tsx';
import { LogLineView } from './log-line.tsx';
import { useLogReader } from './use-log-reader.ts';
import { WholeLine } from './whole-line.tsx';

/** Where a log is opened: a log that goes on at its end, and follows it. */
export type LogStart = 'begin' | 'end' | 'follow';

const UPWARDS = new Set(['ArrowUp', 'PageUp', 'Home']);

/** The log of an attempt: only the lines in view are drawn, and they are read where they are looked at. */
export function LogView({
  place,
  start,
  lines,
  find,
}: {
  place: LogPlace;
  start: LogStart;
  lines: string | undefined;
  find: string;
}) {
  const { reader, state } = useLogReader(place);
  const { total, hasEnded, error } = state;
  const picked = parseLineRange(lines);
  const navigate = useNavigate();
  const { zone } = usePreferences();
  const [hasTimes, setHasTimes] = useState(false);
  const [opened, setOpened] = useState<string>();
  const [isFollowing, setIsFollowing] = useState(start === 'follow' && picked === undefined);
  const [seen, setSeen] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const [scroll, setScroll] = useState({ topPx: 0, viewPx: 400 });
  const hasStarted = useRef(false);
  const { first, end, topPx } = windowAt(total, scroll.topPx, scroll.viewPx);

  useEffect(() => reader.want(first, end), [reader, first, end]);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() =>
      setScroll({ topPx: element.scrollTop, viewPx: element.clientHeight }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const goTo = (line: number) => {
    const element = box.current;
    if (element) element.scrollTop = scrollTo(total, line - 1, element.clientHeight);
  };
  const goToEnd = () => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: it moves when lines come, not when something is drawn again
  useLayoutEffect(() => {
    if (total === 0) return;
    if (!hasStarted.current) setSeen(total);
    if (isFollowing) goToEnd();
    else if (!hasStarted.current && picked) goTo(picked.first);
    else if (!hasStarted.current && start === 'end') goToEnd();
    hasStarted.current = true;
  }, [total, isFollowing]);

  const onScroll = () => {
    const element = box.current;
    if (!element) return;
    setScroll({ topPx: element.scrollTop, viewPx: element.clientHeight });
  };
  // Whoever scrolls up or selects reads: nothing moves under their eyes.
  const stopFollowing = () => {
    if (!isFollowing) return;
    setSeen(total);
    setIsFollowing(false);
  };
  const show = (line: number) => {
    stopFollowing();
    goTo(line);
  };
  const pick = (event: MouseEvent, line: number) => {
    if (!event.shiftKey) return;
    event.preventDefault();
    void navigate({
      to: '.',
      search: (before) => ({ ...before, lines: extendRange(picked, line) }),
      replace: true,
      resetScroll: false,
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key === 'f') {
      event.preventDefault();
      box.current?.parentElement?.querySelector<HTMLElement>('input[data-log-find]')?.focus();
    } else if (UPWARDS.has(event.key)) stopFollowing();
    else if (event.key === 'End') {
      if (!hasEnded) setIsFollowing(true);
      goToEnd();
    }
  };

  const fresh = total - seen;
  return (
    <div className="log">
      <div className="log-tools row">
        <LogFind place={place} find={find} total={total} hasEnded={hasEnded} onMatch={show} />
        {hasEnded ? null : (
          <Switch
            size="xs"
            label="Follow"
            checked={isFollowing}
            onChange={(event) => (event.currentTarget.checked ? setIsFollowing(true) : stopFollowing())}
          />
        )}
        <Switch
          size="xs"
          label="Times"
          checked={hasTimes}
          onChange={(event) => setHasTimes(event.currentTarget.checked)}
        />
        <span className="dim small number">
          {formatCount(total)} {total === 1 ? 'line' : 'lines'}
          {hasEnded ? '' : ' so far'}
        </span>
      </div>
      {error ? (
        <div style={{ padding: 12 }}>
          <Failure error={error} onRetry={() => void reader.refresh().then(() => reader.want(first, end))} />
        </div>
      ) : null}
      {total === 0 ? (
        <p className="log-empty dim">
          {hasEnded ? 'This step printed nothing.' : 'Nothing was printed yet.'}
        </p>
      ) : null}
      <div
        ref={box}
        className="log-scroll"
        role="log"
        aria-live="off"
        aria-label={`Log of ${place.step}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller must be reachable by keyboard
        tabIndex={0}
        hidden={total === 0}
        onScroll={onScroll}
        onWheel={(event) => (event.deltaY < 0 ? stopFollowing() : undefined)}
        onPointerDown={stopFollowing}
        onKeyDown={onKeyDown}
      >
        <div style={{ height: heightPx(total), '--number-width': `${String(total).length + 1}ch` } as object}>
          <div
            className="log-lines"
            style={{ transform: `translateY(${topPx}px)`, lineHeight: `${LINE_PX}px` }}
          >
            {Array.from({ length: Math.max(0, end - first) }, (_, offset) => first + offset).map((line) => (
              <LogLineView
                key={line}
                number={line + 1}
                line={reader.lineAt(line)}
                isPicked={picked !== undefined && line + 1 >= picked.first && line + 1 <= picked.last}
                marked={find}
                zone={hasTimes ? zone : undefined}
                onPick={pick}
                onOpen={setOpened}
              />
            ))}
          </div>
        </div>
      </div>
      {!hasEnded && !isFollowing && hasStarted.current && fresh > 0 ? (
        <Button className="log-fresh" size="compact-sm" onClick={() => setIsFollowing(true)}>
          {formatCount(fresh)} new {fresh === 1 ? 'line' : 'lines'} ↓
        </Button>
      ) : null}
      {opened === undefined ? null : <WholeLine text={opened} onClose={() => setOpened(undefined)} />}
    </div>
  );
}
