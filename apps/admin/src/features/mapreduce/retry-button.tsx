import { Button } from '@mantine/core';
import { type Execution, formatCount } from '@oremill/types';
import { IconRepeat } from '@tabler/icons-react';
import { retrySkipped } from '../../api/mapreduce.ts';
import { Failure } from '../../components/failure.tsx';
import { useStarting } from './use-starting.ts';

/** Runs the job again on nothing but what was skipped; it goes to the execution that does so. */
export function RetryButton({ execution }: { execution: Execution }) {
  const retry = useStarting(() => retrySkipped(execution.id));
  const { skipped } = execution.progress;
  return (
    <div className="stack-tight" style={{ padding: '12px 16px 4px' }}>
      <div className="row">
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconRepeat size={15} aria-hidden />}
          loading={retry.isPending}
          onClick={() => retry.mutate()}
        >
          {skipped === 1 ? 'Retry the skipped record' : `Retry ${formatCount(skipped)} skipped records`}
        </Button>
        <span className="dim small">
          A new execution whose input is these records, in case the job or what it reads was mended.
        </span>
      </div>
      {retry.error ? <Failure error={retry.error} /> : null}
    </div>
  );
}
