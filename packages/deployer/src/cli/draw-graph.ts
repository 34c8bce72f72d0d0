/** A step, or anything else that comes after others. */
export interface Node {
  readonly name: string;
  readonly needs: readonly string[];
}

/** As wide as a person can follow. */
const LANES_MAX = 24;

/**
 * Draws what comes after what: a line for each node, in order, and from each a lane down to the last one that needs it.
 * `├` takes from a lane, `╰` and `┴` take from it as the last, `│` passes by. Undefined where there are too many lanes.
 */
export function drawGraph(nodes: readonly Node[]): string | undefined {
  const lastUses = new Map(nodes.flatMap(({ needs }, row) => needs.map((need) => [need, row] as const)));
  /** By lane: the node that it comes from; a hole where it is free. */
  const lanes: (string | undefined)[] = [];
  const rows = nodes.map(({ name, needs }, row) => {
    const before = [...lanes];
    const isLast = (lane: string | undefined) => lane !== undefined && lastUses.get(lane) === row;
    for (const [index, lane] of lanes.entries()) if (isLast(lane)) lanes[index] = undefined;
    let own: number | undefined;
    if (lastUses.has(name)) {
      // Not one that ends in this row: it would look as if it went on.
      const free = lanes.findIndex((lane, index) => lane === undefined && before[index] === undefined);
      own = free < 0 ? lanes.length : free;
      lanes[own] = name;
    }
    return { name, needs: new Set(needs), before, own, isLast };
  });
  if (lanes.length > LANES_MAX) return undefined;
  return rows
    .map(({ before, isLast, name, needs, own }) => {
      let isJoined = false;
      const cells = lanes.map((_, index) => {
        const lane = before[index];
        const cell = cellOf({
          isPassed: lane !== undefined,
          isTaken: needs.has(lane ?? ''),
          isOwn: own === index,
          isLast: isLast(lane),
          isJoined,
        });
        isJoined ||= index === own || needs.has(lane ?? '');
        return `${cell}${isJoined ? '─' : ' '}`;
      });
      return `${cells.join('')}${isJoined ? '─' : ' '} ${name}`;
    })
    .join('\n');
}

interface Cell {
  /** The lane is somebody's. */
  readonly isPassed: boolean;
  readonly isTaken: boolean;
  readonly isOwn: boolean;
  readonly isLast: boolean;
  /** A line comes from the left. */
  readonly isJoined: boolean;
}

function cellOf({ isJoined, isLast, isOwn, isPassed, isTaken }: Cell): string {
  if (isOwn) return isJoined ? '┬' : '╭';
  if (!isPassed) return isJoined ? '─' : ' ';
  if (!isTaken) return '│';
  if (isLast) return isJoined ? '┴' : '╰';
  return isJoined ? '┼' : '├';
}
