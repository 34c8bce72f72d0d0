import { TREND_METRICS, type Trend, type TrendPoint, type Trends } from '@oremill/types';
import { isMoreBetter } from '../measure/more-is-better.ts';
import type { State } from '../state/open-state.ts';
import { findRepository } from './find-repository.ts';

export interface TrendsQuery {
  readonly branch?: string | undefined;
  /** With commas between them. */
  readonly metrics?: string | undefined;
  readonly runs: number;
  readonly points: number;
  readonly cursor?: string | undefined;
}

/** Figures of a branch over its runs, the newest page first and in it the oldest run. Throws REPOSITORY_MISSING. */
export async function readTrends(state: State, repository: string, query: TrendsQuery): Promise<Trends> {
  const { id, targetBranch } = await findRepository(state, repository);
  const { branch = targetBranch, runs: limit, points, cursor } = query;
  let select = state
    .selectFrom('runs')
    .select(['id', 'number', 'commit', 'metrics', 'finishedAt', 'createdAt', 'ordinal'])
    .where('repositoryId', '=', id)
    .where('branch', '=', branch)
    .where('metrics', 'is not', null)
    .orderBy('ordinal', 'desc')
    .limit(limit + 1);
  if (cursor !== undefined && /^\d{1,18}$/.test(cursor)) select = select.where('ordinal', '<', cursor);
  const found = await select.execute();
  const page = found.slice(0, limit);
  const runs = page.toReversed().map(({ metrics, ...run }) => ({ ...run, metrics: metrics ?? {} }));
  const all = [...new Set(runs.flatMap(({ metrics }) => Object.keys(metrics)))].toSorted();
  const wanted =
    query.metrics === undefined ? TREND_METRICS.filter((one) => all.includes(one)) : query.metrics.split(',');
  const trends = wanted.map((metric): Trend => {
    const singles = runs.flatMap(({ metrics, ...run }) => {
      const value = metrics[metric];
      return value === undefined ? [] : pointOf(run, value);
    });
    return { metric, isMoreBetter: isMoreBetter(metric), points: downsample(singles, points) };
  });
  return {
    branch,
    metrics: all,
    trends,
    ...(found.length > limit ? { nextCursor: page.at(-1)?.ordinal } : {}),
  };
}

interface MeasuredAt {
  readonly id: string;
  readonly number: number;
  readonly commit: string;
  readonly finishedAt: Date | null;
  readonly createdAt: Date;
}

function pointOf({ id, number, commit, finishedAt, createdAt }: MeasuredAt, value: number): TrendPoint {
  const at = (finishedAt ?? createdAt).toISOString();
  return { runId: id, number, commit, at, value, low: value, high: value, runs: 1 };
}

/** No more than so many points: each is of as many runs as the others, or of one less. */
export function downsample(points: readonly TrendPoint[], count: number): TrendPoint[] {
  const buckets = Math.min(count, points.length);
  return Array.from({ length: buckets }, (_, index) => {
    const from = Math.floor((index * points.length) / buckets);
    const own = points.slice(from, Math.floor(((index + 1) * points.length) / buckets));
    return {
      ...(own.at(-1) as TrendPoint),
      low: Math.min(...own.map(({ low }) => low)),
      high: Math.max(...own.map(({ high }) => high)),
      runs: own.length,
    };
  });
}
