import { Tooltip } from '@mantine/core';

/** A figure that is not known: a dash and the reason, never a zero. */
export function Unknown({ reason }: { reason: string }) {
  return (
    <Tooltip label={reason} events={{ hover: true, focus: true, touch: true }}>
      <span className="dim">
        <span aria-hidden="true">—</span>
        <span className="unseen">not known: {reason}</span>
      </span>
    </Tooltip>
  );
}
