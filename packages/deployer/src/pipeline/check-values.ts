import { durationMs, type Pipeline, type PipelineStep } from '@oremill/types';
import { Cron } from 'croner';
import type { PartPath, Problem } from './problem.ts';

/** Of a run; the cells of matrices counted each. */
const PLANNED_STEPS_MAX = 500;
/** What a timer can wait is 24.8 days. */
const DURATION_DAYS_MAX = 20;

/** Whether values that have the right type make sense: durations, schedules, matrices, expressions. */
export function checkValues(pipeline: Pipeline): Problem[] {
  const { steps, services, timeout } = pipeline;
  return [
    ...checkDuration(['timeout'], timeout),
    ...Object.entries(services).flatMap(([name, service]) => [
      ...checkDuration(['services', name, 'timeout'], service.timeout),
      ...checkReady(['services', name, 'ready', 'log'], service.ready),
    ]),
    ...Object.entries(steps).flatMap(([name, step]) => checkStep(['steps', name], step)),
    ...pipeline.triggers.schedule.flatMap(({ cron }, index) =>
      checkSchedule(['triggers', 'schedule', index, 'cron'], cron),
    ),
  ];
}

/** Whether a pipeline makes no more steps than can be planned; look before the cells of its matrices are counted out. */
export function checkSize({ steps }: Pipeline): Problem[] {
  let count = 0;
  for (const { matrix = {} } of Object.values(steps)) {
    count += Object.values(matrix).reduce((cells, values) => cells * values.length, 1);
  }
  if (count <= PLANNED_STEPS_MAX) return [];
  return [
    { path: ['steps'], message: `makes ${count} steps with matrices, and may make ${PLANNED_STEPS_MAX}` },
  ];
}

function checkStep(at: PartPath, { matrix = {}, retries, timeout }: PipelineStep): Problem[] {
  const problems = checkDuration([...at, 'timeout'], timeout);
  if (retries !== undefined) problems.push(...checkDelays([...at, 'retries'], retries));
  for (const [variable, values] of Object.entries(matrix)) {
    problems.push(...checkCells([...at, 'matrix', variable], values));
  }
  return problems;
}

/** Cells are named after their values, so these differ and can be told apart. */
function checkCells(path: PartPath, values: readonly string[]): Problem[] {
  return values.flatMap((value, index) => {
    if (values.indexOf(value) < index) {
      return [
        { path: [...path, index], message: `"${value}" is there twice: two steps would have one name` },
      ];
    }
    if (/^[\w.+:/ -]{1,100}$/.test(value)) return [];
    const message = 'has to have 1 to 100 letters, digits, spaces, or . _ - + : /';
    return [{ path: [...path, index], message: `${JSON.stringify(value)} ${message}` }];
  });
}

function checkDuration(path: PartPath, duration: string): Problem[] {
  const milliseconds = durationMs(duration);
  if (milliseconds === 0) return [{ path, message: `${duration} is no time at all` }];
  return milliseconds > durationMs(`${DURATION_DAYS_MAX}d`)
    ? [{ path, message: `${duration} is longer than ${DURATION_DAYS_MAX}d` }]
    : [];
}

function checkDelays(
  path: PartPath,
  { times, delay, factor }: NonNullable<PipelineStep['retries']>,
): Problem[] {
  const last = durationMs(delay) * factor ** (times - 1);
  if (last <= durationMs(`${DURATION_DAYS_MAX}d`)) return [];
  return [{ path, message: `the last of ${times} delays would be longer than ${DURATION_DAYS_MAX}d` }];
}

function checkReady(path: PartPath, ready: Pipeline['services'][string]['ready']): Problem[] {
  if (ready === undefined || !('log' in ready)) return [];
  try {
    new RegExp(ready.log);
    return [];
  } catch (error) {
    return [{ path, message: error instanceof Error ? error.message : String(error) }];
  }
}

function checkSchedule(path: PartPath, expression: string): Problem[] {
  try {
    // Without a function to call it starts no timer.
    const cron = new Cron(expression, { mode: '5-part', timezone: 'UTC' });
    return cron.nextRun() === null ? [{ path, message: `"${expression}" is never` }] : [];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [{ path, message: `"${expression}" is no schedule of five fields: ${reason}` }];
  }
}
