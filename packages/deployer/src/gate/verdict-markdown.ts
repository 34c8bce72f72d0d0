import type { KnownTest, Reason, RunMention, Verdict } from '@oremill/types';
import {
  placeText,
  STATE_WORDS,
  showBaseline,
  showLimit,
  showName,
  showValue,
  testTitle,
} from './told-verdict.ts';

/** A comment at a forge may have 65536. */
const CHARACTERS_MAX = 60_000;
const REASONS_SHOWN = 10;
const CODE_CHARACTERS_MAX = 300;

/** The verdict as a comment. Names and messages are strangers': they are shown as code, and do nothing. */
export function verdictMarkdown(
  run: Pick<RunMention, 'repository' | 'number' | 'commit'>,
  verdict: Verdict,
): string {
  const rows = verdict.gates.map((gate) =>
    [
      code(showName(gate)),
      showValue(gate),
      showLimit(gate),
      showBaseline(gate),
      gate.state === 'failed' || gate.state === 'no-value'
        ? `**${STATE_WORDS[gate.state]}**`
        : STATE_WORDS[gate.state],
    ].join(' | '),
  );
  const table =
    rows.length === 0
      ? ['No gates: whatever the figures are, they are good enough.']
      : [
          '| figure | value | to be | compared with | state |',
          '| --- | --- | --- | --- | --- |',
          ...rows.map((row) => `| ${row} |`),
        ];
  const failed = verdict.gates.filter(({ state }) => state === 'failed');
  const explained = failed.flatMap((gate) => [
    '',
    `**${code(showName(gate))}**${gate.movedBy.length === 0 ? '' : `, by ${gate.movedBy.map(code).join(', ')}`}`,
    ...gate.reasons.slice(0, REASONS_SHOWN).map((reason) => `- ${reasonLine(reason)}`),
    ...(gate.reasons.length > REASONS_SHOWN ? [`- and ${gate.reasons.length - REASONS_SHOWN} more`] : []),
    ...(gate.toPass === undefined ? [] : [`- to pass: ${gate.toPass}`]),
  ]);
  const title = `### ${code(run.repository)} #${run.number}: ${verdict.outcome}`;
  const at = `Commit ${run.commit.slice(0, 12)}${verdict.base === undefined ? '' : `, compared from ${verdict.base.slice(0, 12)}`}.`;
  const text = [
    title,
    '',
    at,
    '',
    ...table,
    ...explained,
    ...testList('Failed in quarantine, not counted', verdict.quarantined),
    ...testList('Counted again, since their quarantine is over', verdict.expired),
    ...testList('Known to be flaky', verdict.flaky),
  ].join('\n');
  if (text.length <= CHARACTERS_MAX) return `${text}\n`;
  return `${text.slice(0, text.lastIndexOf('\n', CHARACTERS_MAX))}\n\n…\n`;
}

function reasonLine({ what, place }: Reason): string {
  return place === undefined ? code(what) : `${code(placeText(place))} ${code(what)}`;
}

function testList(title: string, tests: readonly KnownTest[] = []): string[] {
  if (tests.length === 0) return [];
  return [
    '',
    `${title}:`,
    ...tests.map(({ suite, name, why }) => `- ${code(testTitle({ suite, name }))}: ${code(why)}`),
  ];
}

/** A code span: its fence is longer than any in the text, and a bar would end a cell. */
function code(text: string): string {
  const short = text.length > CODE_CHARACTERS_MAX ? `${text.slice(0, CODE_CHARACTERS_MAX)}…` : text;
  const plain = short
    .replaceAll(/\p{Cc}+/gu, ' ')
    .replaceAll('|', '¦')
    .trim();
  const longest = Math.max(0, ...Array.from(plain.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const edge = plain.startsWith('`') || plain.endsWith('`') || plain === '' ? ' ' : '';
  return `${fence}${edge}${plain}${edge}${fence}`;
}
