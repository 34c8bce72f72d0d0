import { Button, SegmentedControl } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { Failure } from '../../components/failure.tsx';
import { Note } from '../../components/note.tsx';
import { Panel } from '../../components/panel.tsx';
import { changesOf, draftSchema, toScenario } from './draft.ts';
import { ExplainDrawer } from './explain/explain-drawer.tsx';
import { ExplainContext } from './explain/explained.tsx';
import { ComparePanel } from './results/compare-panel.tsx';
import { Results } from './results/results.tsx';
import { ScenarioForm } from './scenario/scenario-form.tsx';
import { useDraft } from './use-draft.ts';
import { useEstimate } from './use-estimate.ts';

const route = getRouteApi('/signed-in/cost');

/** The scenario of a sample, and what comes of it; of two scenarios, the one that is chosen and their difference. */
export function EstimateView({ sampleId, hasWords }: { sampleId: string; hasWords: boolean }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { pair, explain } = search;
  const isCompared = search.with !== undefined;
  const side = isCompared && search.side === 'second' ? 'second' : 'first';
  const key = side === 'second' ? 'with' : 'scenario';
  const [draft, change] = useDraft(search[key], (changes) => {
    // A second scenario without changes is still one: it is told by its presence.
    const value = key === 'scenario' && Object.keys(changes).length === 0 ? undefined : changes;
    void navigate({ search: (before) => ({ ...before, [key]: value }), replace: true });
  });
  const drafts = {
    first: draftSchema.parse(search.scenario ?? {}),
    second: draftSchema.parse(search.with ?? {}),
  };
  const scenarios = { first: toScenario(drafts.first), second: toScenario(drafts.second) };
  const first = useEstimate(sampleId, scenarios.first);
  const second = useEstimate(isCompared ? sampleId : undefined, scenarios.second);
  const shown = side === 'second' ? second : first;
  const open = (line: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, explain: line }), replace: line === undefined });

  return (
    <ExplainContext value={open}>
      <Panel
        title="Scenario"
        aside={
          isCompared ? (
            <>
              <SegmentedControl
                aria-label="Scenario to change"
                size="xs"
                data={[
                  { value: 'first', label: 'First' },
                  { value: 'second', label: 'Second' },
                ]}
                value={side}
                onChange={(next) =>
                  void navigate({
                    search: (before) => ({ ...before, side: next === 'second' ? 'second' : undefined }),
                    replace: true,
                  })
                }
              />
              <Button
                variant="default"
                size="compact-sm"
                onClick={() =>
                  void navigate({ search: (before) => ({ ...before, with: undefined, side: undefined }) })
                }
              >
                Compare no more
              </Button>
            </>
          ) : (
            <Button
              variant="default"
              size="compact-sm"
              onClick={() =>
                void navigate({
                  search: (before) => ({ ...before, with: changesOf(draft), side: 'second' }),
                })
              }
            >
              Compare with…
            </Button>
          )
        }
      >
        <ScenarioForm draft={draft} faults={shown.faults} hasWords={hasWords} onChange={change} />
      </Panel>
      {shown.error ? <Failure error={shown.error} onRetry={shown.retry} /> : null}
      {Object.keys(shown.faults).length > 0 && shown.estimate ? (
        <Note tone="warning">
          <p>A field of the scenario is not right. Below is the estimate of before.</p>
        </Note>
      ) : null}
      {isCompared ? <ComparePanel sampleId={sampleId} {...scenarios} /> : null}
      {shown.estimate ? (
        <section
          className="results stack"
          aria-label="Estimate"
          data-stale={shown.isStale || undefined}
          aria-busy={shown.isPending && shown.isStale}
        >
          <Results
            estimate={shown.estimate}
            monthCount={shown.estimate.allMedia?.months.length ?? drafts[side].months}
            pair={pair}
            onPair={(next) =>
              void navigate({ search: (before) => ({ ...before, pair: next }), replace: true })
            }
          />
        </section>
      ) : null}
      {explain !== undefined ? (
        <ExplainDrawer
          sampleId={sampleId}
          scenario={scenarios[side]}
          line={explain}
          onClose={() => open(undefined)}
        />
      ) : null}
    </ExplainContext>
  );
}
