import type { planPublish } from '../format/publish-plan.ts';
import { Note } from './note.tsx';

/** What readers will see once it is published, and the way back. */
export function PublishConsequence({ plan }: { plan: ReturnType<typeof planPublish> }) {
  return (
    <Note tone={plan.isFinal ? 'warning' : 'running'}>
      <p>
        <strong>{plan.consequence}</strong>
      </p>
      <p>{plan.undo}</p>
    </Note>
  );
}
