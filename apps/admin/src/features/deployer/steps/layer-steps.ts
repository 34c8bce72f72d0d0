/** A place in the picture: a step, or a bend of a line that passes a column. */
interface Place {
  readonly name: string;
  readonly isStep: boolean;
  readonly column: number;
  row: number;
}

export interface Node {
  readonly name: string;
  readonly needs: readonly string[];
}

export interface LaidStep {
  readonly name: string;
  readonly column: number;
  readonly row: number;
}

/** A line from a step to one that needs it, by way of the columns between. */
export interface LaidLine {
  readonly from: string;
  readonly to: string;
  readonly bends: readonly { readonly column: number; readonly row: number }[];
}

export interface LaidSteps {
  readonly steps: readonly LaidStep[];
  readonly lines: readonly LaidLine[];
  readonly columns: number;
  readonly rows: number;
}

const SWEEPS = 8;

/**
 * Places steps in columns, each right of all that it needs, and orders the columns so that few lines cross: longest
 * path, then sweeps by barycentre. A needed name that is no step is left out.
 */
export function layerSteps(nodes: readonly Node[]): LaidSteps {
  const columns = columnsOf(nodes);
  const places = new Map<string, Place>();
  for (const { name } of nodes) {
    places.set(name, { name, isStep: true, column: columns.get(name) ?? 0, row: 0 });
  }
  const lines = nodes.flatMap(({ name, needs }) =>
    needs.filter((need) => places.has(need)).map((need) => bendLine(need, name, places)),
  );
  const layers: Place[][] = [];
  for (const place of places.values()) {
    layers[place.column] ??= [];
    layers[place.column]?.push(place);
  }
  orderLayers(layers, lines);
  const rowOf = ({ name, column, row }: Place) => ({ name, column, row });
  return {
    steps: layers
      .flat()
      .filter(({ isStep }) => isStep)
      .map(rowOf),
    lines: lines.map(({ from, to, path }) => ({ from, to, bends: path.slice(1, -1).map(rowOf) })),
    columns: layers.length,
    rows: Math.max(0, ...layers.map((layer) => Math.max(...layer.map(({ row }) => row)) + 1)),
  };
}

/** The longest way to a step from one that needs nothing. A cycle, which a plan has not, ends where it began. */
function columnsOf(nodes: readonly Node[]): Map<string, number> {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const columns = new Map<string, number>();
  const visit = (name: string, above: ReadonlySet<string>): number => {
    const known = columns.get(name);
    if (known !== undefined) return known;
    const node = byName.get(name);
    if (!node || above.has(name)) return -1;
    const column = 1 + Math.max(-1, ...node.needs.map((need) => visit(need, new Set([...above, name]))));
    columns.set(name, column);
    return column;
  };
  for (const { name } of nodes) visit(name, new Set());
  return columns;
}

interface Line {
  readonly from: string;
  readonly to: string;
  readonly path: readonly Place[];
}

function bendLine(from: string, to: string, places: Map<string, Place>): Line {
  const [source, target] = [places.get(from), places.get(to)] as [Place, Place];
  const path = [source];
  for (let column = source.column + 1; column < target.column; column += 1) {
    const bend = { name: `${from}\n${to}\n${column}`, isStep: false, column, row: 0 };
    places.set(bend.name, bend);
    path.push(bend);
  }
  return { from, to, path: [...path, target] };
}

function orderLayers(layers: readonly Place[][], lines: readonly Line[]): void {
  const before = new Map<Place, Place[]>();
  const after = new Map<Place, Place[]>();
  for (const { path } of lines) {
    for (let at = 1; at < path.length; at += 1) {
      const [left, right] = [path[at - 1], path[at]] as [Place, Place];
      before.set(right, [...(before.get(right) ?? []), left]);
      after.set(left, [...(after.get(left) ?? []), right]);
    }
  }
  const settle = (layer: Place[]) => {
    for (const [row, place] of layer.entries()) place.row = row;
  };
  for (const layer of layers) settle(layer);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const isForward = sweep % 2 === 0;
    for (const layer of isForward ? layers : layers.toReversed()) {
      const weights = new Map(
        layer.map((place) => [place, middleOf((isForward ? before : after).get(place)) ?? place.row]),
      );
      layer.sort((a, b) => (weights.get(a) ?? 0) - (weights.get(b) ?? 0));
      settle(layer);
    }
  }
}

function middleOf(places: readonly Place[] | undefined): number | undefined {
  if (!places || places.length === 0) return undefined;
  return places.reduce((sum, { row }) => sum + row, 0) / places.length;
}
