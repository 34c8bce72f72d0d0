import { drawTable } from '@oremill/runtime/cli';
import type { GateVerdict, KnownTest, Verdict } from '@oremill/types';
import {
  placeText,
  STATE_WORDS,
  showBaseline,
  showLimit,
  showName,
  showValue,
  testTitle,
} from '../gate/told-verdict.ts';

const REASONS_SHOWN = 20;

/** A verdict for the terminal: a table of gates, and of each that has failed why, where, and what would be enough. */
export function drawVerdict({ outcome, gates, quarantined, expired, flaky }: Verdict): string {
  const rows = gates.map((gate) => [
    showName(gate),
    showValue(gate),
    showLimit(gate),
    showBaseline(gate),
    STATE_WORDS[gate.state],
  ]);
  return [
    drawTable(['figure', 'value', 'to be', 'compared with', 'state'], rows),
    ...gates.flatMap(drawReasons),
    ...drawTests('failed in quarantine, not counted:', quarantined),
    ...drawTests('counted again, since their quarantine is over:', expired),
    ...drawTests('known to be flaky:', flaky),
    outcome,
  ].join('\n');
}

function drawReasons(gate: GateVerdict): string[] {
  const { movedBy, reasons, toPass } = gate;
  const more = reasons.length - REASONS_SHOWN;
  return [
    ...(movedBy.length > 0 ? [`${showName(gate)}: ${movedBy.map(plain).join(', ')}`] : []),
    ...reasons
      .slice(0, REASONS_SHOWN)
      .map(
        ({ what, place }) => `  ${place === undefined ? '' : `${plain(placeText(place))}: `}${plain(what)}`,
      ),
    ...(more > 0 ? [`  and ${more} more`] : []),
    ...(toPass === undefined ? [] : [`  to pass: ${toPass}`]),
  ];
}

function drawTests(title: string, tests: readonly KnownTest[] = []): string[] {
  return tests.length === 0
    ? []
    : [title, ...tests.map((test) => `  ${plain(testTitle(test))}: ${plain(test.why)}`)];
}

/** Control characters would move the cursor, or worse. */
function plain(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '\ufffd');
}
