import { Dialog } from '../../../components/dialog.tsx';
import { WholeText } from '../../../components/whole-text.tsx';
import { plainText } from './parse-ansi.ts';

/** A line that is too long to stand among the others. */
export function WholeLine({ text, onClose }: { text: string; onClose: () => void }) {
  return (
    <Dialog title="Line" size="xl" onClose={onClose}>
      <WholeText text={plainText(text)} what="line" />
    </Dialog>
  );
}
