import type { EstimateReply, ScenarioInput } from '@oremill/types';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { estimateQuery } from '../../api/cost.ts';
import { failureOf } from '../../api/failure.ts';
import { type Faults, placeFault } from './place-fault.ts';

export interface EstimateState {
  /** The newest that there is; of a scenario before this one while another comes, or while this one is refused. */
  readonly estimate: EstimateReply | undefined;
  readonly isStale: boolean;
  readonly isPending: boolean;
  /** About fields of the scenario. */
  readonly faults: Faults;
  /** About anything else: then there are no numbers. */
  readonly error: unknown;
  readonly retry: () => void;
}

/** Asks for the estimate of a scenario, and keeps the last one where a field is wrong. */
export function useEstimate(sampleId: string | undefined, scenario: ScenarioInput): EstimateState {
  const query = useQuery({ ...estimateQuery(sampleId ?? '', scenario), enabled: sampleId !== undefined });
  const [last, setLast] = useState<{ sampleId: string | undefined; estimate: EstimateReply }>();
  const { data, error, isPlaceholderData } = query;
  useEffect(() => {
    if (data && !isPlaceholderData) setLast({ sampleId, estimate: data });
  }, [data, isPlaceholderData, sampleId]);
  const faults = error ? placeFault(failureOf(error).reply) : {};
  const hasFault = Object.keys(faults).length > 0;
  const kept = last?.sampleId === sampleId ? last?.estimate : undefined;
  const fresh = data && !isPlaceholderData ? data : undefined;
  return {
    estimate: fresh ?? (error && !hasFault ? undefined : kept),
    isStale: fresh === undefined,
    isPending: query.isFetching,
    faults,
    error: hasFault ? undefined : error,
    retry: () => void query.refetch(),
  };
}
