import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { executionsQuery } from '../../api/mapreduce.ts';
import { tablesQuery } from '../../api/warehouse.ts';
import { CommandLine } from '../../components/command-line.tsx';
import { Panel } from '../../components/panel.tsx';
import { readStored, writeStored } from '../../frame/storage.ts';
import { withHeard } from '../../live/newer-execution.ts';
import { useLive } from '../../live/use-live.ts';
import './overview.css';

const HIDDEN_KEY = 'oremill.first-steps.hidden';
/** Written by the SQL page when a statement was answered. */
const ASKED_KEY = 'oremill.asked';

/** The main path as three steps that tick themselves; gone when they are done and it is put away. */
export function FirstSteps() {
  const [isHidden, setIsHidden] = useState(readStored(HIDDEN_KEY) === true);
  const succeeded = useInfiniteQuery({ ...executionsQuery({ state: 'succeeded' }), enabled: !isHidden });
  const tables = useQuery({ ...tablesQuery, enabled: !isHidden });
  const heard = useLive((state) => state.executions);
  const newest = withHeard(succeeded.data?.pages[0]?.items ?? [], heard).find(
    ({ state }) => state === 'succeeded',
  );
  const hasLoaded = tables.data?.some(({ lastLoad }) => lastLoad !== undefined) ?? false;
  const hasAsked = readStored(ASKED_KEY) === true;
  // Nothing is claimed to be undone before the answers are in.
  if (isHidden || !succeeded.data || !tables.data) return null;

  const isDone = newest !== undefined && hasLoaded && hasAsked;
  return (
    <Panel
      title={isDone ? 'The mill has turned once: raw data became an answer' : 'From raw data to an answer'}
      aside={
        <Button
          variant="subtle"
          color="gray"
          c="var(--text)"
          size="compact-sm"
          onClick={() => {
            writeStored(HIDDEN_KEY, true);
            setIsHidden(true);
          }}
        >
          Put away
        </Button>
      }
    >
      <ol className="steps">
        <Step number={1} title="Run a job" isDone={newest !== undefined}>
          <p className="dim">Turn a raw file into rows. A sample is made with:</p>
          <CommandLine command="pnpm mapreduce sample bookmarks --bytes 64MiB --seed 1 > .data/samples/bookmarks-64m.jsonl" />
          <Link to="/mapreduce/jobs">Start a job on it</Link>
        </Step>
        <Step number={2} title="Load its output" isDone={hasLoaded}>
          <p className="dim">Put the rows into a table of the warehouse, in one transaction.</p>
          {newest ? (
            <Link to="/mapreduce/executions/$id" params={{ id: newest.id }}>
              Load the newest output
            </Link>
          ) : (
            <span className="dim">An execution must succeed first.</span>
          )}
        </Step>
        <Step number={3} title="Ask it a question" isDone={hasAsked}>
          <p className="dim">Any read-only SQL, such as how many there are a month.</p>
          <Link
            to="/warehouse/sql"
            search={{ q: 'select month, count(*), avg(avg_tag_len) from bookmarks group by month' }}
          >
            Open the SQL box
          </Link>
        </Step>
      </ol>
    </Panel>
  );
}

function Step({
  number,
  title,
  isDone,
  children,
}: {
  number: number;
  title: string;
  isDone: boolean;
  children: ReactNode;
}) {
  return (
    <li>
      <div className="row">
        <span className="step-mark" data-done={isDone || undefined} aria-hidden="true">
          {isDone ? '✓' : number}
        </span>
        <h3>
          {title}
          <span className="unseen">{isDone ? ' (done)' : ' (to do)'}</span>
        </h3>
      </div>
      {children}
    </li>
  );
}
