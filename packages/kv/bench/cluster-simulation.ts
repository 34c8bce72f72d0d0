/**
 * How long does it take to load 10 TB into a hundred machines, and what does the death of one cost?
 *
 *   node bench/cluster-simulation.ts --machines 100 --terabytes 10 --seeds 5
 *
 * A discrete simulation: between two events (a machine dies, its replicas take over, it is replaced, its copies are
 * whole again) every rate stands still, and is that of the narrowest place. See docs/concepts/kv-cluster.md.
 */
import { parseArgs } from 'node:util';
import { type Random, seededRandom } from '@oremill/runtime';

export interface ClusterModel {
  readonly machines: number;
  /** Processes, since each does one thing at a time. */
  readonly mastersPerMachine: number;
  readonly pairs: number;
  readonly pairBytes: number;
  /** Beyond key and value, of Redis: measured 95 to 134. */
  readonly overheadBytes: number;
  /** 1: each machine also holds a replica of its neighbour's master. */
  readonly replicas: 0 | 1;
  readonly loaders: number;
  readonly threadsPerLoader: number;
  /** Processor time of a loading thread, and of a master or replica, which do one thing at a time. */
  readonly loaderMicrosPerPair: number;
  readonly serverMicrosPerPair: number;
  readonly networkBytesPerSecond: number;
  /** Around a pair as a command, and around a packet. */
  readonly wireOverheadBytes: number;
  readonly stretchBytes: number;
  /** Until the other masters agree that a machine is gone, and until its replica serves. */
  readonly nodeTimeoutSeconds: number;
  readonly electionSeconds: number;
  /** Until a dead machine is replaced by an empty one. */
  readonly replacementSeconds: number;
  readonly meanSecondsBetweenDeaths: number;
  /** Share of all pairs whose keys have one and the same tag. */
  readonly hotTagShare: number;
}

export interface SimulatedLoad {
  readonly seconds: number;
  /** Without a death. */
  readonly calmSeconds: number;
  readonly stalledSeconds: number;
  readonly deaths: number;
  /** Sent again, since nobody could tell whether a replica had it. */
  readonly resentBytes: number;
  /** Masters that died before a replica of theirs was whole: their share was sent anew. */
  readonly lostShards: number;
  /** The largest share of a master, of the mean. */
  readonly skew: number;
  readonly memoryBytesMax: number;
  /** Which place was the narrowest without a death. */
  readonly limit: string;
}

const SLOTS = 16_384;
const TASKS_PER_THREAD = 2;

/** A machine's state: `up`, `dead` until it is replaced, `copying` until its copies are whole. */
type State = 'up' | 'dead' | 'copying';

interface Event {
  readonly atSeconds: number;
  readonly kind: 'death' | 'taken over' | 'replaced' | 'whole';
  readonly machine: number;
}

export function simulateLoad(model: ClusterModel, seed: number): SimulatedLoad {
  const random = seededRandom(seed);
  const shares = sharesOf(model, random);
  const states: State[] = Array.from({ length: model.machines }, () => 'up');
  const deaf = new Set<number>();
  const events: Event[] = [nextDeath(model, 0, random)];
  const calm = rateOf(model, shares, states);
  let todo = model.pairs;
  let [now, stalledSeconds, deaths, resentPairs, lostShards] = [0, 0, 0, 0, 0];
  let lostPairs = 0;
  while (todo > 0) {
    // Every stretch has pairs for every master: while one is deaf, all wait.
    const { pairsPerSecond } = deaf.size > 0 ? { pairsPerSecond: 0 } : rateOf(model, shares, states);
    events.sort((a, b) => a.atSeconds - b.atSeconds);
    const event = events[0];
    const endSeconds = pairsPerSecond > 0 ? now + todo / pairsPerSecond : Number.POSITIVE_INFINITY;
    if (!event || endSeconds <= event.atSeconds) {
      now = endSeconds;
      break;
    }
    events.shift();
    todo -= pairsPerSecond * (event.atSeconds - now);
    if (pairsPerSecond === 0) stalledSeconds += event.atSeconds - now;
    now = event.atSeconds;
    const { machine, kind } = event;
    const neighbour = (machine + 1) % model.machines;
    if (kind === 'death') {
      events.push(nextDeath(model, now, random));
      if (states[machine] !== 'up') continue;
      deaths += 1;
      const hasCopy = model.replicas === 1 && model.machines > 1 && states[neighbour] === 'up';
      // While the machine before it was away or not whole, this one had the only copy of its shard.
      const before = (machine + model.machines - 1) % model.machines;
      const lostShare =
        (hasCopy ? 0 : (shares[machine] ?? 0)) +
        (model.replicas === 1 && states[before] !== 'up' ? (shares[before] ?? 0) : 0);
      states[machine] = 'dead';
      deaf.add(machine);
      const takenOver =
        lostShare > 0 ? model.replacementSeconds : model.nodeTimeoutSeconds + model.electionSeconds;
      // Without a copy its slots wait for the machine that replaces it, and its share is sent from the beginning.
      events.push({ atSeconds: now + takenOver, kind: 'taken over', machine });
      events.push({ atSeconds: now + model.replacementSeconds, kind: 'replaced', machine });
      const flight = Math.min(model.pairs - todo, pairsInFlight(model));
      resentPairs += flight;
      todo += flight;
      if (lostShare > 0) {
        const lost = (model.pairs - todo) * lostShare;
        lostShards += 1;
        lostPairs += lost;
        todo += lost;
      }
    } else if (kind === 'taken over') {
      deaf.delete(machine);
    } else if (kind === 'replaced') {
      states[machine] = model.replicas === 1 ? 'copying' : 'up';
      if (model.replicas === 1) {
        const bytes = 2 * (model.pairs - todo) * (shares[machine] ?? 0) * storedBytes(model);
        events.push({ atSeconds: now + bytes / (model.networkBytesPerSecond / 2), kind: 'whole', machine });
      }
    } else {
      states[machine] = 'up';
    }
  }
  const largest = Math.max(...shares);
  return {
    seconds: now,
    calmSeconds: model.pairs / calm.pairsPerSecond,
    stalledSeconds,
    deaths,
    resentBytes: (resentPairs + lostPairs) * model.pairBytes,
    lostShards,
    skew: largest * model.machines,
    memoryBytesMax: largest * model.pairs * storedBytes(model) * (1 + model.replicas),
    limit: calm.limit,
  };
}

/** Of all pairs, by master: slots are dealt evenly, and one may have a hot tag. */
function sharesOf({ machines, hotTagShare, pairs }: ClusterModel, random: Random): number[] {
  const shares = Array.from({ length: machines }, () => 0);
  const perSlot = pairs / SLOTS;
  for (let slot = 0; slot < SLOTS; slot += 1) {
    // What a slot gets varies as the square root of it.
    const spread = perSlot > 0 ? normal(random) / Math.sqrt(perSlot) : 0;
    const machine = Math.floor((slot * machines) / SLOTS);
    shares[machine] = (shares[machine] ?? 0) + Math.max(0, 1 + spread);
  }
  const sum = shares.reduce((one, other) => one + other);
  const hot = Math.floor(random() * machines);
  return shares.map(
    (share, machine) => (share / sum) * (1 - hotTagShare) + (machine === hot ? hotTagShare : 0),
  );
}

/** What all loaders send together, and which place is the narrowest. */
function rateOf(model: ClusterModel, shares: readonly number[], states: readonly State[]) {
  const { machines, networkBytesPerSecond } = model;
  const wire = model.pairBytes + model.wireOverheadBytes;
  const limits: [string, number][] = [
    ['processors of the loaders', (model.loaders * model.threadsPerLoader * 1e6) / model.loaderMicrosPerPair],
    ['network of the loaders', (model.loaders * networkBytesPerSecond) / wire],
  ];
  for (let machine = 0; machine < machines; machine += 1) {
    const share = shares[machine] ?? 0;
    // A tag is one slot, so all of a hot one is in one process.
    const hot = machine === shares.indexOf(Math.max(...shares)) ? model.hotTagShare : 0;
    const busiest = (share - hot) / model.mastersPerMachine + hot;
    limits.push(['processor of one server', 1e6 / model.serverMicrosPerPair / busiest]);
    // Into a machine go its master's pairs and those that it copies; out of it the copies of its master.
    const behind = model.replicas === 1 ? (shares[(machine + machines - 1) % machines] ?? 0) : 0;
    const isMaking = states[machine] === 'copying' || states[(machine + 1) % machines] === 'copying';
    const left = networkBytesPerSecond * (isMaking ? 0.5 : 1);
    const inbound = share + behind;
    limits.push(['network of one machine', left / wire / inbound]);
  }
  const [limit, pairsPerSecond] = limits.reduce((least, each) => (each[1] < least[1] ? each : least));
  return { limit, pairsPerSecond };
}

function pairsInFlight({ loaders, threadsPerLoader, stretchBytes, pairBytes }: ClusterModel): number {
  return (loaders * threadsPerLoader * TASKS_PER_THREAD * stretchBytes) / pairBytes;
}

function storedBytes({ pairBytes, overheadBytes }: ClusterModel): number {
  return pairBytes + overheadBytes;
}

function nextDeath({ machines, meanSecondsBetweenDeaths }: ClusterModel, now: number, random: Random): Event {
  if (meanSecondsBetweenDeaths === Number.POSITIVE_INFINITY)
    return { atSeconds: Number.POSITIVE_INFINITY, kind: 'death', machine: 0 };
  const atSeconds = now - Math.log(1 - random()) * meanSecondsBetweenDeaths;
  return { atSeconds, kind: 'death', machine: Math.floor(random() * machines) };
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** What was measured on one machine, and hardware as it is rented: the page of the docs tells which is which. */
export function modelOf(machines: number, bytes: number): ClusterModel {
  const pairBytes = 550;
  return {
    machines,
    mastersPerMachine: 8,
    pairs: bytes / pairBytes,
    pairBytes,
    overheadBytes: 110,
    replicas: 1,
    loaders: Math.max(1, Math.round(machines / 5)),
    threadsPerLoader: 8,
    loaderMicrosPerPair: 4,
    serverMicrosPerPair: 3.3,
    networkBytesPerSecond: 1.25e9,
    wireOverheadBytes: 60,
    stretchBytes: 32 * 2 ** 20,
    nodeTimeoutSeconds: 15,
    electionSeconds: 1,
    replacementSeconds: 600,
    meanSecondsBetweenDeaths: Number.POSITIVE_INFINITY,
    hotTagShare: 0,
  };
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      machines: { type: 'string', default: '100' },
      terabytes: { type: 'string', default: '10' },
      seeds: { type: 'string', default: '5' },
    },
  });
  const calm = modelOf(Number(values.machines), Number(values.terabytes) * 1e12);
  const cases: readonly [string, ClusterModel][] = [
    ['nothing dies', calm],
    ['a death each 5 minutes', { ...calm, meanSecondsBetweenDeaths: 300 }],
    ['a death each minute', { ...calm, meanSecondsBetweenDeaths: 60 }],
    ['a death each 5 minutes, no replicas', { ...calm, replicas: 0, meanSecondsBetweenDeaths: 300 }],
    ['1 % of pairs have one tag', { ...calm, hotTagShare: 0.01 }],
    ['5 % of pairs have one tag', { ...calm, hotTagShare: 0.05 }],
  ];
  console.log(
    '| case | seconds, by seed | stalled s | deaths | sent again | lost shards | skew | memory of the fullest machine | narrowest |',
  );
  console.log('| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |');
  for (const [name, model] of cases) {
    const runs = Array.from({ length: Number(values.seeds) }, (_, seed) => simulateLoad(model, seed + 1));
    const mean = (of: (run: SimulatedLoad) => number) =>
      runs.reduce((sum, each) => sum + of(each), 0) / runs.length;
    const cells = [
      name,
      runs.map(({ seconds }) => seconds.toFixed(0)).join(', '),
      mean((each) => each.stalledSeconds).toFixed(0),
      mean((each) => each.deaths).toFixed(1),
      `${(mean((each) => each.resentBytes) / 1e9).toFixed(0)} GB`,
      mean((each) => each.lostShards).toFixed(1),
      mean((each) => each.skew).toFixed(3),
      `${(mean((each) => each.memoryBytesMax) / 1e9).toFixed(0)} GB`,
      runs[0]?.limit ?? '',
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}
