import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { Failure } from './failure.tsx';
import { Time } from './time.tsx';
import { useSlow } from './use-slow.ts';

/** As much of a TanStack query as showing it needs. */
export interface Answer<Data> {
  readonly data: Data | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly dataUpdatedAt: number;
  readonly refetch: () => Promise<unknown>;
}

/**
 * A query as loading, error or view. Nothing is drawn for 200 ms, then a skeleton; an error keeps the last good
 * data below it, with its age.
 */
export function Async<Data>({
  answer,
  lines = 4,
  children,
}: {
  answer: Answer<Data>;
  /** Height of the skeleton in rows, near that of what will come, so that nothing jumps. */
  lines?: number;
  children: (data: Data) => ReactNode;
}) {
  const isSlow = useSlow(answer.isPending);
  const retry = () => void answer.refetch();
  if (isSlow) return <Waiting lines={lines} />;
  if (answer.data === undefined) {
    if (!answer.error) return <div style={{ minHeight: lines * 28 }} aria-busy="true" />;
    return (
      <div style={{ padding: 16 }}>
        <Failure error={answer.error} onRetry={retry} />
      </div>
    );
  }
  return (
    <>
      {answer.error ? (
        <div className="stack-tight" style={{ padding: 16 }}>
          <Failure error={answer.error} onRetry={retry} />
          <p className="dim small">
            Below is what was known at <Time at={new Date(answer.dataUpdatedAt).toISOString()} />.
          </p>
        </div>
      ) : null}
      {children(answer.data)}
    </>
  );
}

function Waiting({ lines }: { lines: number }) {
  return (
    <div className="stack-tight" style={{ padding: 16 }} aria-busy="true">
      <span className="unseen" role="status">
        Loading
      </span>
      {Array.from({ length: lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike and never move
        <Skeleton key={index} height={16} width={`${92 - ((index * 17) % 40)}%`} radius={4} />
      ))}
    </div>
  );
}
