import { Button } from '@mantine/core';
import type { SkippedRecord } from '@oremill/types';
import { useId, useState } from 'react';
import { Copy } from '../../components/copy.tsx';
import { Unknown } from '../../components/unknown.tsx';
import { showHidden } from '../../format/shorten.ts';
import './skipped-content.css';

const LETTERS_SHOWN = 48;

/** A record as it was read, as text and never as anything else: its beginning, and all that was kept on request. */
export function SkippedContent({ record: { text, base64, isCut = false } }: { record: SkippedRecord }) {
  const [isOpen, setIsOpen] = useState(false);
  const wholeId = useId();
  const content = text ?? base64;
  if (content === undefined) return <Unknown reason="the record was not kept" />;
  if (content === '') return <span className="dim">empty</span>;
  const isLong = content.length > LETTERS_SHOWN;
  return (
    <div className="skipped-content" data-open={isOpen || undefined}>
      {isOpen ? null : (
        <span className="mono skipped-begin">
          {text === undefined ? <span className="dim">base64 </span> : null}
          <bdi>{showHidden(content.slice(0, LETTERS_SHOWN))}</bdi>
          {isLong || isCut ? '…' : ''}
        </span>
      )}
      {isOpen ? (
        <div className="stack-tight" id={wholeId}>
          <div className="row">
            <Copy text={content} what="record" label="Copy" />
            <span className="dim small">
              {text === undefined ? 'It is not UTF-8: here it is in base64. ' : ''}
              {isCut ? 'Only its beginning was kept.' : ''}
            </span>
          </div>
          <pre
            className="skipped-whole"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller must be reachable by keyboard
            tabIndex={0}
          >
            <bdi>{showHidden(content)}</bdi>
          </pre>
        </div>
      ) : null}
      {isLong ? (
        <Button
          variant="default"
          size="compact-xs"
          aria-expanded={isOpen}
          aria-controls={isOpen ? wholeId : undefined}
          onClick={() => setIsOpen(!isOpen)}
        >
          {isOpen ? 'Less' : 'All'}
          <span className="unseen"> of this record</span>
        </Button>
      ) : null}
    </div>
  );
}
