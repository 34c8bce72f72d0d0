import { Button } from '@mantine/core';
import type { DatasetReport } from '@oremill/types';
import { useState } from 'react';
import { Panel } from '../../components/panel.tsx';
import './kv.css';
import { describePins } from './pins.ts';
import { PinsReview } from './pins-review.tsx';
import { servedVersionOf } from './served-version.ts';

const NO_PINS = { users: {} };

/** Who sees another version than the served one. */
export function PinsPanel({ dataset }: { dataset: DatasetReport }) {
  const [isOpen, setIsOpen] = useState(false);
  const served = servedVersionOf(dataset);
  if (!served) return null;
  return (
    <Panel
      title="Who sees which version"
      aside={
        <Button variant="default" size="compact-sm" onClick={() => setIsOpen(true)}>
          Change…
        </Button>
      }
    >
      <ul className="panel-body plain-rows">
        {describePins(dataset.pins ?? NO_PINS, served.number).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {isOpen ? (
        <PinsReview dataset={dataset} served={served.number} onClose={() => setIsOpen(false)} />
      ) : null}
    </Panel>
  );
}
