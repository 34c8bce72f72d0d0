import { Link } from '@tanstack/react-router';
import { Async } from '../../components/async.tsx';
import { ExecutionProgress } from '../../components/execution-progress.tsx';
import { ExecutionStatus } from '../../components/execution-status.tsx';
import { Panel } from '../../components/panel.tsx';
import { Rate } from '../../components/quantity.tsx';
import './overview.css';
import type { Running } from './use-running.ts';

/** What runs at this moment; lines come and go by themselves. */
export function NowPanel({ running }: { running: Running }) {
  const { answer, executions } = running;
  return (
    <Panel title={executions.length === 0 ? 'Now' : `Now (${executions.length} live)`}>
      <Async answer={answer} lines={2}>
        {() =>
          executions.length === 0 ? (
            <p className="panel-body dim">
              Nothing runs. <Link to="/mapreduce/jobs">Start a job</Link>
            </p>
          ) : (
            <ul className="now-list">
              {executions.map((execution) => (
                <li key={execution.id}>
                  <ExecutionStatus state={execution.state} />
                  <Link to="/mapreduce/executions/$id" params={{ id: execution.id }}>
                    {execution.job} <span className="mono dim">{execution.id.slice(-8)}</span>
                  </Link>
                  <ExecutionProgress execution={execution} />
                  <Rate value={execution.progress.bytesPerSecond} />
                </li>
              ))}
            </ul>
          )
        }
      </Async>
    </Panel>
  );
}
