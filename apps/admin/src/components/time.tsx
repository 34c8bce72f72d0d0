import { Tooltip } from '@mantine/core';
import { formatInstant, formatTime } from '../format/time.ts';
import { useNow } from '../frame/now.ts';
import { usePreferences } from '../frame/preferences.ts';

/** `14:32 · 3 min ago`, with the instant to the second on hover and on focus. In rows it is no stop of its own. */
export function Time({ at, isInRow = false }: { at: string; isInRow?: boolean }) {
  const { zone } = usePreferences();
  const nowMs = useNow();
  const atMs = Date.parse(at);
  return (
    <Tooltip label={formatInstant(atMs, zone)} events={{ hover: true, focus: true, touch: true }}>
      <time className="number" dateTime={at} tabIndex={isInRow ? undefined : 0}>
        {formatTime(atMs, nowMs, zone)}
      </time>
    </Tooltip>
  );
}
