import { Copy } from '../../../components/copy.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { plainText } from './parse-ansi.ts';

const SHOWN_LETTERS_MAX = 100_000;

/** A line that is too long to stand among the others. */
export function WholeLine({ text, onClose }: { text: string; onClose: () => void }) {
  const plain = plainText(text);
  return (
    <Dialog title="Line" size="xl" onClose={onClose}>
      <div className="stack-tight">
        <div>
          <Copy text={plain} what="line" label="Copy all of it" />
        </div>
        {plain.length > SHOWN_LETTERS_MAX ? (
          <p className="dim small">The first 100,000 letters are shown.</p>
        ) : null}
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller must be reachable by keyboard
          tabIndex={0}
          style={{ maxHeight: '60vh', overflow: 'auto', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
        >
          {plain.slice(0, SHOWN_LETTERS_MAX)}
        </pre>
      </div>
    </Dialog>
  );
}
