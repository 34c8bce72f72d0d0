import { SegmentedControl } from '@mantine/core';
import { formatCount, type Run } from '@oremill/types';
import { getRouteApi } from '@tanstack/react-router';
import { Panel } from '../../../components/panel.tsx';
import type { StepView } from '../search.ts';
import { foldSteps, GROUPS_DRAWN_MAX } from './fold-steps.ts';
import { StepGraph } from './step-graph.tsx';
import { StepList } from './step-list.tsx';
import { StepTimeline } from './step-timeline.tsx';

const route = getRouteApi('/signed-in/deployer/runs/$id');

const VIEWS: readonly { value: StepView; label: string }[] = [
  { value: 'graph', label: 'Graph' },
  { value: 'list', label: 'List' },
  { value: 'timeline', label: 'Timeline' },
];

/** The steps as a graph, a list or a timeline, which share what is selected. */
export function StepsPanel({
  run,
  selected,
  onSelect,
}: {
  run: Run;
  selected: string | undefined;
  onSelect: (name: string) => void;
}) {
  const { view: asked } = route.useSearch();
  const navigate = route.useNavigate();
  const { steps } = run;
  const isTooLarge = foldSteps(steps).length > GROUPS_DRAWN_MAX;
  const view = asked ?? (isTooLarge ? 'list' : 'graph');
  return (
    <Panel
      title="Steps"
      aside={
        <SegmentedControl
          size="xs"
          aria-label="How the steps are shown"
          data={[...VIEWS]}
          value={view}
          onChange={(next) =>
            void navigate({
              search: (before) => ({ ...before, view: next as StepView }),
              replace: true,
              resetScroll: false,
            })
          }
        />
      }
    >
      {view === 'list' ? (
        <div style={{ maxHeight: 420, overflow: 'auto' }}>
          <StepList steps={steps} selected={selected} />
        </div>
      ) : null}
      {view === 'timeline' ? <StepTimeline run={run} selected={selected} onSelect={onSelect} /> : null}
      {view === 'graph' && isTooLarge ? (
        <p className="panel-body dim">
          {formatCount(steps.length)} steps are too many to draw; the list and the timeline have them.
        </p>
      ) : null}
      {view === 'graph' && !isTooLarge ? (
        <StepGraph steps={steps} selected={selected} onSelect={onSelect} />
      ) : null}
    </Panel>
  );
}
