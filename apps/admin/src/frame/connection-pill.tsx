import { Tooltip } from '@mantine/core';
import { formatInstant } from '../format/time.ts';
import { useLive } from '../live/use-live.ts';
import { describeConnection } from './describe-connection.ts';
import { useNow } from './now.ts';
import { usePreferences } from './preferences.ts';

/** Whether the figures on the screen move by themselves. */
export function ConnectionPill() {
  const status = useLive((state) => state.status);
  const { zone } = usePreferences();
  const shown = describeConnection(status, useNow(), zone);
  return (
    <Tooltip label={`${shown.reason} Since ${formatInstant(status.sinceMs, zone)}.`}>
      <span className="pill" data-role={shown.role} role="status">
        <span aria-hidden="true">{shown.mark}</span> {shown.word}
      </span>
    </Tooltip>
  );
}
