import { useQuery } from '@tanstack/react-query';
import { failureOf } from '../../../api/failure.ts';
import { readValue, type StoredValue } from '../../../api/kv-values.ts';
import { Note } from '../../../components/note.tsx';
import { showHiddenInLines } from '../../../format/shorten.ts';
import './keys-page.css';
import { showValue, valueForms } from './value-forms.ts';

const THEIRS_BYTES_MAX = 4096;

export interface Theirs {
  readonly isKnown: boolean;
  /** Undefined when the key is gone. */
  readonly stored: StoredValue | undefined;
}

/** What stands there instead of the value that was edited. */
export function useTheirs(dataset: string, key: string, isConflict: boolean, submittedAt: number): Theirs {
  const answer = useQuery({
    queryKey: ['entry', dataset, 'theirs', key, submittedAt],
    queryFn: async ({ signal }) => {
      try {
        return { stored: await readValue({ dataset, key, bytesMax: THEIRS_BYTES_MAX }, signal) };
      } catch (error) {
        if (failureOf(error).reply.code === 'KEY_MISSING') return { stored: undefined };
        throw error;
      }
    },
    enabled: isConflict,
    gcTime: 0,
  });
  return { isKnown: answer.data !== undefined, stored: answer.data?.stored };
}

/** Says that nothing was written, and shows what somebody else wrote. */
export function Conflict({ isNew, theirs: { isKnown, stored } }: { isNew: boolean; theirs: Theirs }) {
  const shown =
    stored && showValue(stored.bytes, stored.isWhole, valueForms(stored.bytes, stored.isWhole)[0]);
  return (
    <div role="alert">
      <Note tone="warning">
        <p>
          <strong>
            {isNew
              ? 'This key is there already, so nothing was written.'
              : 'Somebody changed it since you opened it, so nothing was written.'}
          </strong>
        </p>
        {isKnown ? (
          <>
            <p>{stored ? 'There stands now:' : 'The key is gone now.'}</p>
            {shown === undefined ? null : (
              <pre className="entry-theirs">
                <bdi>{showHiddenInLines(shown)}</bdi>
                {stored?.isWhole === false ? '…' : ''}
              </pre>
            )}
          </>
        ) : null}
      </Note>
    </div>
  );
}
