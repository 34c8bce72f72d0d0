import type { Job } from '@oremill/types';
import { useQuery } from '@tanstack/react-query';
import { jobsQuery } from '../../../api/mapreduce.ts';
import { Async } from '../../../components/async.tsx';
import { CommandLine } from '../../../components/command-line.tsx';
import { Empty } from '../../../components/empty.tsx';
import { Panel } from '../../../components/panel.tsx';
import { StartForm } from './start-form.tsx';

/** Starting a registered job, or what to do when none is. */
export function StartPanel() {
  const jobs = useQuery(jobsQuery);
  return (
    <Panel title="Start a job">
      <Async answer={jobs} lines={5}>
        {(items) => (items.length === 0 ? <NoJobs /> : <StartForm jobs={items as [Job, ...Job[]]} />)}
      </Async>
    </Panel>
  );
}

function NoJobs() {
  return (
    <Empty title="No job is registered on this platform.">
      <p>Jobs that are modules of your own run from the command line:</p>
      <CommandLine command="pnpm mapreduce run my-job.ts --input data.jsonl --output out" />
    </Empty>
  );
}
