import { type Distribution, formatBytes, formatCount, formatShare } from '@oremill/types';
import { DataTable } from '../../../components/data-table.tsx';
import { linePath } from '../charts/paths.ts';
import { Plot } from '../charts/plot.tsx';
import { powersOfTen } from '../charts/scale.ts';

const QUANTILES = ['p5', 'p50', 'p95', 'p99'] as const;
/** Room for the name of one. */
const QUANTILE_PX = 32;

/**
 * How many records have which size, or are no larger than it, with the sizes that 5, 50, 95 and 99 of 100 are below.
 */
export function SizeChart({
  distribution,
  what,
  isCumulative,
}: {
  distribution: Distribution;
  what: string;
  isCumulative: boolean;
}) {
  const { min, max, p50, p99, mean } = distribution;
  const bins = cumulated(distribution.bins);
  const total = bins.at(-1)?.below ?? 0;
  const top = isCumulative ? 1 : Math.max(...bins.map(({ count }) => count)) / total;
  const low = Math.max(1, min === max ? min / 2 : min);
  const high = min === max ? max * 2 : max;
  const format = (bytes: number) => formatBytes(Math.round(bytes));
  const summary = `${formatCount(total)} ${what}: half are below ${format(p50)}, 99 of 100 below ${format(p99)}, the mean is ${format(mean)}.`;
  return (
    <Plot
      summary={summary}
      xAxis={{
        label: 'size, each step a factor',
        domain: [low, high],
        isLog: true,
        format,
        ticks: ticksOf(low, high),
      }}
      yAxis={{
        label: isCumulative ? 'share of the records that are no larger' : 'share of the records',
        domain: [0, top],
        format: formatShareShort,
      }}
      xValues={bins.map(({ from, to }) => (isCumulative ? to : Math.sqrt(Math.max(from, low) * to)))}
      read={(index) => {
        const bin = bins[index];
        if (bin === undefined) return '';
        return isCumulative
          ? `up to ${format(bin.to)}: ${formatShare(bin.below / total)} of the records`
          : `${format(bin.from)} to ${format(bin.to)}: ${formatCount(bin.count)} records`;
      }}
      draw={(x, y) => (
        <>
          {isCumulative ? (
            <path
              className="plot-line"
              d={linePath([
                [x(low), y(0)],
                ...bins.map(({ to, below }) => [x(to), y(below / total)] as const),
              ])}
            />
          ) : (
            bins.map(({ from, to, count }) => {
              const left = x(from);
              const right = min === max ? left + 12 : x(to);
              return (
                <rect
                  key={from}
                  className="plot-bar"
                  x={left}
                  width={Math.max(1, right - left - 1)}
                  y={y(count / total)}
                  height={y(0) - y(count / total)}
                />
              );
            })
          )}
          {QUANTILES.map((name, index) => {
            const at = x(distribution[name]);
            const isLast = x(high) - at < QUANTILE_PX;
            return (
              <g key={name}>
                <line className="plot-mark" x1={at} x2={at} y1={y(top)} y2={y(0)} />
                <text
                  className="plot-mark-label"
                  x={isLast ? at - 4 : at + 4}
                  textAnchor={isLast ? 'end' : 'start'}
                  y={y(top) + 12 + index * 14}
                >
                  {name}
                </text>
              </g>
            );
          })}
        </>
      )}
      table={
        <DataTable
          label="Sizes"
          rows={bins}
          rowKey={({ from }) => String(from)}
          columns={[
            { name: 'from', header: 'From', align: 'end', cell: ({ from }) => format(from) },
            { name: 'to', header: 'To', align: 'end', cell: ({ to }) => format(to) },
            { name: 'count', header: 'Records', align: 'end', cell: ({ count }) => formatCount(count) },
            { name: 'share', header: 'Share', align: 'end', cell: ({ count }) => formatShare(count / total) },
            {
              name: 'below',
              header: 'Up to this',
              align: 'end',
              cell: ({ below }) => formatShare(below / total),
            },
          ]}
        />
      }
    />
  );
}

/** Each bin with how many records are in it and in those before. */
function cumulated(bins: Distribution['bins']) {
  let below = 0;
  return bins.map((bin) => {
    below += bin.count;
    return { ...bin, below };
  });
}

function formatShareShort(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}

/** Powers of ten are few where sizes are alike: then doublings. */
function ticksOf(low: number, high: number): number[] {
  const powers = powersOfTen(low, high);
  if (powers.length >= 3) return powers;
  const doublings: number[] = [];
  for (let power = Math.ceil(Math.log2(low)); 2 ** power <= high; power += 1) doublings.push(2 ** power);
  return doublings.length >= 2 ? doublings : [low, Math.sqrt(low * high), high];
}
