import { describe, expect, test } from 'vitest';
import { type ClusterModel, modelOf, simulateLoad } from '../../bench/cluster-simulation.ts';

const calm = modelOf(100, 10e12);
const seeds = Array.from({ length: 30 }, (_, seed) => seed + 1);
const runs = (model: ClusterModel) => seeds.map((seed) => simulateLoad(model, seed));

describe('the simulated load of a cluster', () => {
  test('the same seed gives the same load, another one another', () => {
    const model = { ...calm, meanSecondsBetweenDeaths: 100 };
    expect(simulateLoad(model, 7)).toEqual(simulateLoad(model, 7));
    expect(simulateLoad(model, 8)).not.toEqual(simulateLoad(model, 7));
  });

  test('without a death it takes what the narrowest place says, and nothing is sent twice', () => {
    for (const run of runs(calm)) {
      expect(run).toMatchObject({ deaths: 0, stalledSeconds: 0, resentBytes: 0, lostShards: 0 });
      expect(run.seconds).toBe(run.calmSeconds);
      expect(run.limit).toBe('processors of the loaders');
      const threads = calm.loaders * calm.threadsPerLoader;
      expect(run.seconds).toBeCloseTo((calm.pairs * calm.loaderMicrosPerPair) / threads / 1e6, 6);
    }
    const slow = simulateLoad({ ...calm, networkBytesPerSecond: 1e8 }, 1);
    expect(slow.limit).toBe('network of the loaders');
  });

  test('twice the machines and loaders take half the time', () => {
    const twice = simulateLoad(modelOf(200, 10e12), 1);
    expect(twice.seconds).toBeCloseTo(simulateLoad(calm, 1).seconds / 2, 6);
  });

  test('a death costs at least the time until a replica takes over, and what was under way is sent again', () => {
    const model = { ...calm, meanSecondsBetweenDeaths: 200 };
    const died = runs(model).filter(({ deaths }) => deaths > 0);
    expect(died.length).toBeGreaterThan(10);
    const flightBytes = model.loaders * model.threadsPerLoader * 2 * model.stretchBytes;
    for (const run of died) {
      expect(run.seconds).toBeGreaterThanOrEqual(run.calmSeconds + run.stalledSeconds);
      expect(run.resentBytes).toBeGreaterThan(0);
      if (run.lostShards === 0) expect(run.resentBytes).toBeLessThanOrEqual(run.deaths * flightBytes * 1.001);
    }
  });

  test('without replicas each death loses a shard, and the load waits for a new machine', () => {
    const model = { ...calm, replicas: 0, meanSecondsBetweenDeaths: 300 } as const;
    for (const run of runs(model)) {
      expect(run.lostShards).toBe(run.deaths);
      if (run.deaths > 0) expect(run.stalledSeconds).toBeGreaterThanOrEqual(model.replacementSeconds);
    }
    const memory = (of: ClusterModel) => simulateLoad(of, 1).memoryBytesMax;
    expect(memory(calm)).toBeCloseTo(2 * memory({ ...calm, replicas: 0 }), 0);
  });

  test('slots spread evenly; keys that share one tag do not, and their process becomes the narrowest place', () => {
    for (const run of runs(calm)) {
      expect(run.skew).toBeGreaterThan(1);
      expect(run.skew).toBeLessThan(1.02);
    }
    const hot = simulateLoad({ ...calm, hotTagShare: 0.05 }, 1);
    expect(hot.limit).toBe('processor of one server');
    expect(hot.skew).toBeGreaterThan(5);
    expect(hot.seconds).toBeGreaterThan(3 * simulateLoad(calm, 1).seconds);
  });
});
