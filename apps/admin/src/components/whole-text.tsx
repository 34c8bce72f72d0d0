import { Copy } from './copy.tsx';

const SHOWN_LETTERS_MAX = 100_000;

/** A text that is too long to stand where it belongs: its beginning, and all of it to copy. `what` names it. */
export function WholeText({ text, what }: { text: string; what: string }) {
  return (
    <div className="stack-tight">
      <div>
        <Copy text={text} what={what} label="Copy all of it" />
      </div>
      {text.length > SHOWN_LETTERS_MAX ? (
        <p className="dim small">The first 100,000 letters are shown.</p>
      ) : null}
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller must be reachable by keyboard
        tabIndex={0}
        style={{ maxHeight: '60vh', overflow: 'auto', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
      >
        {text.slice(0, SHOWN_LETTERS_MAX)}
      </pre>
    </div>
  );
}
