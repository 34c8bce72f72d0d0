import { Drawer } from '@mantine/core';
import type { ScenarioInput } from '@oremill/types';
import { useQuery } from '@tanstack/react-query';
import { explanationQuery } from '../../../api/cost.ts';
import { Async } from '../../../components/async.tsx';
import '../../../components/dialog.css';
import './explain.css';
import { FigureView, OPEN_DEPTH } from './figure-view.tsx';

/** Where one number comes from: formula, inputs, sample, and each price with the document that it is from. */
export function ExplainDrawer({
  sampleId,
  scenario,
  line,
  onClose,
}: {
  sampleId: string;
  scenario: ScenarioInput;
  line: string;
  onClose: () => void;
}) {
  const explanation = useQuery(explanationQuery(sampleId, scenario, line));
  return (
    <Drawer.Root opened onClose={onClose} position="right" size="lg" transitionProps={{ duration: 0 }}>
      <Drawer.Overlay />
      <Drawer.Content>
        <div className="dialog-head">
          <Drawer.Title>Where it comes from</Drawer.Title>
          <Drawer.CloseButton aria-label="Close" />
        </div>
        <Drawer.Body className="dialog-body">
          <Async answer={explanation} lines={8}>
            {(tree) => (
              <ul className="figures">
                <FigureView tree={tree} openDepth={OPEN_DEPTH} />
              </ul>
            )}
          </Async>
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
