import { type AppError, deployerError } from '@oremill/types';
import { SaxesParser } from 'saxes';
import type { ReportSource } from './report-source.ts';

/** An element that begins. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface XmlHandler {
  begin(element: XmlElement): void;
  /** The same elements in the order in which they end, with the text that is in them directly. */
  end?(element: XmlElement, text: string): void;
}

const DEPTH_MAX = 200;
/** Where an encoding may be declared. */
const HEAD_BYTES = 200;

/**
 * Reads XML from front to back, in the memory of its deepest element. Entities of its own are refused, so that a small
 * report cannot become a large one. Throws REPORT_INVALID with line and column, REPORT_TOO_LARGE.
 */
export async function readXml({ name, bytes, limits }: ReportSource, handler: XmlHandler): Promise<void> {
  const parser = new SaxesParser();
  const open: XmlElement[] = [];
  const texts: string[] = [];
  let failure: AppError | undefined;
  /** Where the last element has ended: what comes behind is in memory. */
  let begunAt = 0;
  const fail = (reason: string, hint?: string): void => {
    failure ??= deployerError('REPORT_INVALID', `${name}:${parser.line}:${parser.column}: ${reason}`, {
      hint: hint ?? 'The tool that writes it may have been stopped: look at its output.',
    });
  };
  parser.on('error', (error) => fail(error.message.replace(/^\d+:\d+: /, '')));
  parser.on('doctype', (text) => {
    if (text.includes('['))
      fail('it declares entities, which are not read', 'Have the tool write plain XML.');
  });
  parser.on('opentag', (tag) => {
    open.push({ name: tag.name, attributes: tag.attributes as Record<string, string> });
    texts.push('');
    if (open.length > DEPTH_MAX) fail(`elements are in one another more than ${DEPTH_MAX} deep`);
    else handler.begin(open.at(-1) as XmlElement);
  });
  const addText = (text: string): void => {
    const depth = texts.length - 1;
    if (depth >= 0) texts[depth] += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    begunAt = parser.position;
    // Before the call: of one that is not there no argument is evaluated.
    const element = open.pop() as XmlElement;
    const text = texts.pop() as string;
    handler.end?.(element, text);
  });

  let decoder: TextDecoder | undefined;
  for await (const chunk of bytes) {
    decoder ??= decoderOf(chunk, name);
    parser.write(decoder.decode(chunk, { stream: true }));
    if (failure) throw failure;
    if (parser.position - begunAt > limits.textBytesMax) {
      throw deployerError(
        'REPORT_TOO_LARGE',
        `${name}:${parser.line}: a text of more than ${limits.textBytesMax} bytes`,
        { hint: 'Have the tool leave the output of tests out of its report.' },
      );
    }
  }
  if (decoder === undefined) fail('it is empty');
  else parser.close();
  if (failure) throw failure;
}

function decoderOf(head: Uint8Array, name: string): TextDecoder {
  const [first, second] = head;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le');
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be');
  const text = Buffer.from(head.subarray(0, HEAD_BYTES)).toString('latin1');
  const label = /^<\?xml[^>]*encoding=["']([\w.-]+)["']/.exec(text)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(label);
  } catch (cause) {
    throw deployerError('REPORT_INVALID', `${name}:1:1: its encoding ${label} is unknown`, { cause });
  }
}
