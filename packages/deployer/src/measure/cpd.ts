import type { CodePlace, Duplication, ToolReport } from '@oremill/types';
import { readXml } from './read-xml.ts';
import type { ReportSource } from './report-source.ts';

/** PMD's CPD: code that is in several places. */
export async function readCpd(source: ReportSource): Promise<ToolReport> {
  const duplications: Duplication[] = [];
  let places: CodePlace[] | undefined;
  await readXml(source, {
    begin({ name, attributes }) {
      if (name === 'duplication') places = [];
      // Files outside of duplications are told with their tokens.
      if (name !== 'file' || places === undefined) return;
      const line = Number(attributes.line);
      places.push({ file: source.fileOf(attributes.path ?? ''), ...(line > 0 ? { line } : {}) });
    },
    end({ name, attributes }) {
      if (name !== 'duplication' || places === undefined) return;
      duplications.push({
        lines: wholeOf(attributes.lines),
        tokens: wholeOf(attributes.tokens),
        places,
      });
      places = undefined;
    },
  });
  return { kind: 'duplication', format: 'cpd', duplications };
}

function wholeOf(text: string | undefined): number {
  const number = Number(text);
  return Number.isInteger(number) && number >= 0 ? number : 0;
}
