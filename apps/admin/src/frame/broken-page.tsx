import { Button } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { failureOf } from '../api/failure.ts';
import { Failure } from '../components/failure.tsx';

/** The page itself could not be shown: no answer from the platform, or a fault of ours. */
export function BrokenPage({ error, reset }: ErrorComponentProps) {
  const isUnreachable = failureOf(error).status === 0;
  return (
    <main className="center-page">
      <div className="panel center-card stack">
        <h1>{isUnreachable ? 'Not connected' : 'This page did not load'}</h1>
        <Failure error={error} />
        <div>
          <Button
            onClick={() => {
              reset();
              location.reload();
            }}
          >
            Reload
          </Button>
        </div>
      </div>
    </main>
  );
}
