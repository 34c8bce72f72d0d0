import { hasEnded, type Run } from '@oremill/types';
import { Link } from '@tanstack/react-router';
import { Name } from '../../../components/name.tsx';
import { Note } from '../../../components/note.tsx';
import type { StatusRole } from '../../../components/status-roles.ts';
import { firstFailed } from '../steps/first-cause.ts';
import { describeGate } from '../verdict/describe-gate.ts';

const GATES_SHOWN_MAX = 3;

/** Why the run is as it is, in words, with the way to what explains it further. */
export function RunOutcome({ run }: { run: Run }) {
  const { state, error, steps, verdict, trigger, id } = run;
  const step = firstFailed(steps);
  const red = (verdict?.gates ?? []).filter((gate) => gate.state === 'failed' || gate.state === 'no-value');
  return (
    <>
      {state === 'held' ? (
        <Note tone="waiting">
          <p>
            It waits until an operator lets it begin
            {trigger.fromFork ? ': the change comes from a fork. It gets no secret either way.' : '.'}
          </p>
        </Note>
      ) : null}
      {state === 'queued' ? (
        <Note tone="idle">
          <p>It waits for an engine that is free. Runs begin in the order of their commits.</p>
        </Note>
      ) : null}
      {state === 'cancelled' ? (
        <Told tone="idle" text={`Cancelled by ${run.cancelledBy ?? 'nobody known'}.`} />
      ) : null}
      {run.supersededBy === undefined ? null : (
        <Note tone="idle">
          <p>
            A newer commit of its branch came before it began:{' '}
            <Link to="/deployer/runs/$id" params={{ id: run.supersededBy }}>
              the run of that commit
            </Link>
            .
          </p>
        </Note>
      )}
      {run.rerunOf === undefined ? null : (
        <p className="dim">
          It repeats{' '}
          <Link to="/deployer/runs/$id" params={{ id: run.rerunOf }}>
            an earlier run
          </Link>
          {trigger.reason === undefined ? '.' : `: ${trigger.reason}`}
        </p>
      )}
      {run.rerunOf === undefined && trigger.reason !== undefined ? (
        <p className="dim">
          Reason: <Name text={trigger.reason} lengthMax={200} />
        </p>
      ) : null}
      {run.approvedBy === undefined ? null : <p className="dim">Approved by {run.approvedBy}.</p>}
      {error ? (
        <Note tone="failed">
          <p>
            <strong style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>{error.message}</strong>
          </p>
          {error.hint === undefined ? null : <p>{error.hint}</p>}
        </Note>
      ) : null}
      {step && !step.mayFail ? (
        <Note tone="failed">
          <p>
            <strong>
              <Name text={step.name} lengthMax={80} /> failed
            </strong>
            {': '}
            {step.error?.message ?? step.reason ?? 'it says no reason'}
          </p>
          {step.error?.hint === undefined ? null : <p>{step.error.hint}</p>}
        </Note>
      ) : null}
      {red.length === 0 ? null : (
        <Note tone="failed">
          {red.slice(0, GATES_SHOWN_MAX).map((gate) => (
            <p key={`${gate.metric} ${gate.of ?? ''} ${gate.baseline?.of ?? ''}`}>
              <strong>{describeGate(gate)}</strong>
              {gate.toPass === undefined ? '' : ` To pass: ${gate.toPass}`}
            </p>
          ))}
          <p>
            <Link to="/deployer/runs/$id/verdict" params={{ id }}>
              {red.length > GATES_SHOWN_MAX
                ? `All ${red.length} red gates, with the reasons`
                : 'Why, file by file'}
            </Link>
          </p>
        </Note>
      )}
      {verdict && red.length === 0 && hasEnded(run) ? (
        <p>
          <Link to="/deployer/runs/$id/verdict" params={{ id }}>
            Verdict: {verdict.gates.length === 0 ? 'no gate to pass' : `${verdict.gates.length} gates passed`}
          </Link>
        </p>
      ) : null}
    </>
  );
}

function Told({ tone, text }: { tone: StatusRole; text: string }) {
  return (
    <Note tone={tone}>
      <p>{text}</p>
    </Note>
  );
}
