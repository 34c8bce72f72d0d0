import { type ReportSource, tooLarge } from './report-source.ts';

/** Lines of a report, without their ends, as many at a time as were read: one by one they would take twice the time. Throws REPORT_TOO_LARGE. */
export async function* linesOf({ name, bytes, limits }: ReportSource): AsyncGenerator<string[], void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of bytes) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/);
    rest = lines.pop() ?? '';
    if (rest.length > limits.textBytesMax)
      throw tooLarge(`a line of ${name}`, rest.length, limits.textBytesMax);
    yield lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield [rest];
}
