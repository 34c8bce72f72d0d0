import { Select } from '@mantine/core';
import type { BreakEven, EstimateReply, MediumEstimate } from '@oremill/types';
import { DataTable } from '../../../components/data-table.tsx';
import { Legend } from '../../../components/legend.tsx';
import { Panel } from '../../../components/panel.tsx';
import { formatSpan, formatUsd, formatUsdShort } from '../../../format/money.ts';
import { linePath, type Point } from '../charts/paths.ts';
import { Plot } from '../charts/plot.tsx';
import { seriesLook } from '../charts/series-look.ts';
import { Explained } from '../explain/explained.tsx';
import { costAt, intervalsAround } from './access-cost.ts';

/** How often a record has to be read for the dearer of two media to be the cheaper one. */
export function BreakEvenPanel({
  estimate,
  pair,
  onPair,
}: {
  estimate: EstimateReply;
  pair: readonly [string, string] | undefined;
  onPair: (pair: [string, string]) => void;
}) {
  const { media, breakEvens } = estimate;
  const has = (name: string) => media.some(({ medium }) => medium === name);
  const chosen = pair && pair[0] !== pair[1] && pair.every(has) ? pair : pairToShow(media, breakEvens);
  if (chosen === undefined) return null;
  const [first, second] = chosen.map((name) => media.find(({ medium }) => medium === name)) as [
    MediumEstimate,
    MediumEstimate,
  ];
  const even = breakEvens.find(({ dear, cheap }) => chosen.includes(dear) && chosen.includes(cheap));
  if (even === undefined) return null;
  const field = (index: 0 | 1) => (
    <Select
      aria-label={index === 0 ? 'First medium' : 'Second medium'}
      size="xs"
      w={140}
      data={media.map(({ medium }) => ({
        value: medium,
        label: medium,
        disabled: medium === chosen[1 - index],
      }))}
      value={chosen[index] as string}
      onChange={(next) => next && onPair(index === 0 ? [next, chosen[1]] : [chosen[0], next])}
      allowDeselect={false}
      comboboxProps={{ transitionProps: { duration: 0 } }}
    />
  );
  return (
    <Panel
      title="Break-even"
      aside={
        <>
          {field(0)} <span className="dim">and</span> {field(1)}
        </>
      }
    >
      <p className="panel-body break-even-said">
        <Said even={even} confidence={estimate.confidence} />
      </p>
      <AccessPlot media={[first, second]} even={even} />
    </Panel>
  );
}

/** The first two that do meet; else the first two. */
function pairToShow(
  media: readonly MediumEstimate[],
  breakEvens: readonly BreakEven[],
): readonly [string, string] | undefined {
  const met =
    breakEvens.find(({ secondsBetweenReads }) => secondsBetweenReads !== undefined) ?? breakEvens[0];
  return met && media.length > 1 ? [met.dear, met.cheap] : undefined;
}

function Said({
  even: { dear, cheap, secondsBetweenReads },
  confidence,
}: {
  even: BreakEven;
  confidence: number;
}) {
  if (secondsBetweenReads === undefined) {
    return (
      <>
        <strong>{cheap}</strong> is the cheaper one however often a record is read: a read from it costs no
        more than one from <strong>{dear}</strong>.
      </>
    );
  }
  const { low, expected, high } = secondsBetweenReads;
  return (
    <>
      What is read more often than every{' '}
      <Explained line={`${dear}.${cheap}`} what="the time between reads">
        {formatSpan(expected)}
      </Explained>{' '}
      <span className="dim">
        ({formatSpan(low)} – {formatSpan(high)}, {Math.round(confidence * 100)} %)
      </span>{' '}
      costs less in <strong>{dear}</strong>, what is read less often in <strong>{cheap}</strong>.
    </>
  );
}

/** Enough records for dollars that can be read. */
const RECORDS = 1e6;

function AccessPlot({ media, even }: { media: readonly [MediumEstimate, MediumEstimate]; even: BreakEven }) {
  const meeting = even.secondsBetweenReads;
  const seconds = intervalsAround(meeting);
  const costs = media.map((medium) => seconds.map((one) => costAt(medium, one) * RECORDS));
  const all = costs.flat();
  const format = (usd: number) => formatUsd(usd);
  const said = meeting
    ? `They cost the same at one read every ${formatSpan(meeting.expected)}.`
    : 'The lines do not meet.';
  return (
    <Plot
      summary={`A month of a million records in ${media[0].medium} and in ${media[1].medium}, by how often each is read. ${said}`}
      xAxis={{
        label: 'time between two reads of a record',
        domain: [seconds[0] as number, seconds.at(-1) as number],
        isLog: true,
        format: formatSpan,
        ticks: [1, 60, 3600, 86_400, 30 * 86_400, 365 * 86_400, 3650 * 86_400],
      }}
      yAxis={{
        label: 'USD a month for a million records',
        domain: [Math.min(...all) / 1.5, Math.max(...all) * 1.5],
        isLog: true,
        format: formatUsdShort,
      }}
      xValues={seconds}
      read={(index) =>
        `One read every ${formatSpan(seconds[index] as number)}: ${media.map(({ medium }, place) => `${medium} ${format(costs[place]?.[index] as number)}`).join(', ')}`
      }
      draw={(x, y) => (
        <>
          {meeting ? (
            <>
              <rect
                className="plot-band"
                x={x(meeting.low)}
                width={Math.max(1, x(meeting.high) - x(meeting.low))}
                y={y(Math.max(...all) * 1.5)}
                height={y(Math.min(...all) / 1.5) - y(Math.max(...all) * 1.5)}
              />
              <line
                className="plot-mark"
                x1={x(meeting.expected)}
                x2={x(meeting.expected)}
                y1={y(Math.max(...all) * 1.5)}
                y2={y(Math.min(...all) / 1.5)}
              />
            </>
          ) : null}
          {costs.map((values, place) => (
            <path
              key={media[place]?.medium}
              d={linePath(values.map((usd, index): Point => [x(seconds[index] as number), y(usd)]))}
              fill="none"
              stroke={seriesLook(place).color}
              strokeDasharray={seriesLook(place).dash}
              strokeWidth={2}
            />
          ))}
        </>
      )}
      legend={
        <Legend
          entries={media.map(({ medium }, place) => ({ name: medium, color: seriesLook(place).color }))}
        />
      }
      table={
        <DataTable
          label="Cost by time between reads"
          rows={seconds.map((one, index) => ({ one, index }))}
          rowKey={({ one }) => String(one)}
          columns={[
            { name: 'every', header: 'One read every', align: 'end', cell: ({ one }) => formatSpan(one) },
            ...media.map(({ medium }, place) => ({
              name: medium,
              header: medium,
              align: 'end' as const,
              cell: ({ index }: { index: number }) => format(costs[place]?.[index] as number),
            })),
          ]}
        />
      }
    />
  );
}
