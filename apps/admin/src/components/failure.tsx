import { Button } from '@mantine/core';
import { failureOf } from '../api/failure.ts';
import { Copy } from './copy.tsx';
import './failure.css';

/** What went wrong in this panel, and what to do next. The rest of the page goes on. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const { reply } = failureOf(error);
  return (
    <div className="failure" role="alert">
      <p className="failure-message">{reply.message}</p>
      {reply.hint === undefined ? null : <p>{reply.hint}</p>}
      <div className="row">
        {onRetry ? (
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            Try again
          </Button>
        ) : null}
        <Copy text={() => JSON.stringify(reply, null, 2)} what="details" label="Copy details" />
        <a className="mono" href="/docs" target="_blank" rel="noreferrer">
          {reply.code}
        </a>
      </div>
    </div>
  );
}
