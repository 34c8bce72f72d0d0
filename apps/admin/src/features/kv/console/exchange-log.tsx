import { useEffect, useRef } from 'react';
import { failureOf } from '../../../api/failure.ts';
import { showHidden } from '../../../format/shorten.ts';
import { ReplyView } from './reply-view.tsx';
import type { Exchange } from './use-exchanges.ts';

/** What was asked and answered, the newest at the end, where it is written next. */
export function ExchangeLog({ exchanges }: { exchanges: readonly Exchange[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const newest = exchanges.at(-1)?.id;
  useEffect(() => {
    if (newest !== undefined) scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }, [newest]);
  return (
    <div
      ref={scroller}
      className="console-log"
      role="log"
      aria-label="Replies"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller must be reachable by keyboard
      tabIndex={0}
    >
      {exchanges.length === 0 ? (
        <p className="dim">
          Write a command below, such as <code>DBSIZE</code>, <code>GET key</code> or{' '}
          <code>SCAN 0 MATCH user:* COUNT 20</code>. Words with spaces stand in "quotes"; in them{' '}
          <code>\xff</code> is a byte.
        </p>
      ) : null}
      {exchanges.map(({ id, dataset, line, reply, error, elapsedMs }) => (
        <div key={id} className="exchange">
          <p className="mono exchange-line">
            <span className="dim">{dataset ?? 'no dataset'} &gt; </span>
            <bdi>{showHidden(line)}</bdi>
            <span className="dim small exchange-time">{elapsedMs.toFixed(0)} ms</span>
          </p>
          {error === undefined ? (
            <ReplyView reply={reply} />
          ) : (
            <p className="reply-error">
              <span aria-hidden="true">✕ </span>
              {failureOf(error).reply.message} {failureOf(error).reply.hint}
            </p>
          )}
        </div>
      ))}
    </div>
  );
}
