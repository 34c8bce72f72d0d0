import type { Finding } from '@oremill/types';
import { Failure } from '../../../components/failure.tsx';
import { Panel } from '../../../components/panel.tsx';
import { Status } from '../../../components/status.tsx';
import type { StatusLook } from '../../../components/status-roles.ts';
import './report.css';

const LOOKS: Readonly<Record<Finding['level'], StatusLook>> = {
  error: { role: 'failed', shape: 'cross' },
  warning: { role: 'warning', shape: 'triangle' },
  info: { role: 'idle', shape: 'dash' },
};

/** What made it slow, or is worth knowing, in words; nothing when nothing is. */
export function DiagnosisPanel({
  findings,
  error,
  onRetry,
}: {
  findings: readonly Finding[];
  error: unknown;
  onRetry: () => void;
}) {
  if (!error && findings.length === 0) return null;
  return (
    <Panel title="Diagnosis">
      {error ? (
        <div className="panel-body">
          <Failure error={error} onRetry={onRetry} />
        </div>
      ) : null}
      <ul className="findings">
        {findings.map(({ level, title, detail, hint }) => (
          <li key={`${level} ${title} ${detail}`}>
            <Status look={LOOKS[level]} word={level} />
            <div className="stack-tight">
              <h3>{title}</h3>
              <p>
                <bdi>{detail}</bdi>
              </p>
              {hint === undefined ? null : <p className="dim">{hint}</p>}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
