import { Button } from '@mantine/core';
import { formatBytes, formatShare, type Upload } from '@oremill/types';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { type UploadProgress, uploadFile } from '../../../api/upload.ts';
import { Failure } from '../../../components/failure.tsx';
import { Name } from '../../../components/name.tsx';
import { ProgressBar } from '../../../components/progress-bar.tsx';

type State =
  | { readonly kind: 'empty' }
  | { readonly kind: 'sending'; readonly file: File; readonly progress: UploadProgress }
  | { readonly kind: 'sent'; readonly upload: Upload }
  | { readonly kind: 'failed'; readonly file: File; readonly error: unknown };

/** Sends a file, dropped or chosen, and hands back its id. */
export function UploadField({ onUploaded }: { onUploaded: (id: string | undefined) => void }) {
  const [state, setState] = useState<State>({ kind: 'empty' });
  const [isOver, setIsOver] = useState(false);
  const sending = useRef<AbortController>(undefined);
  const picker = useRef<HTMLInputElement>(null);
  // Leaving the page ends the upload: nobody would be there to use it.
  useEffect(() => () => sending.current?.abort(), []);

  const send = (file: File | undefined) => {
    if (!file) return;
    sending.current?.abort();
    const controller = new AbortController();
    sending.current = controller;
    onUploaded(undefined);
    setState({ kind: 'sending', file, progress: { sentBytes: 0, totalBytes: file.size } });
    uploadFile(file, (progress) => setState({ kind: 'sending', file, progress }), controller.signal).then(
      (upload) => {
        setState({ kind: 'sent', upload });
        onUploaded(upload.id);
      },
      (error: unknown) => {
        setState(controller.signal.aborted ? { kind: 'empty' } : { kind: 'failed', file, error });
      },
    );
  };

  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    send(event.dataTransfer.files[0]);
  };

  return (
    <div className="stack-tight">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button does the same */}
      <div
        className="drop"
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
      >
        <input
          ref={picker}
          type="file"
          hidden
          aria-label="File to upload"
          onChange={(event) => send(event.currentTarget.files?.[0])}
        />
        <Button variant="default" size="compact-md" onClick={() => picker.current?.click()}>
          Choose a file
        </Button>
        <Said state={state} />
        {state.kind === 'sending' ? (
          <Button
            variant="subtle"
            color="gray"
            c="var(--text)"
            size="compact-md"
            onClick={() => sending.current?.abort()}
          >
            Cancel
          </Button>
        ) : null}
      </div>
      {state.kind === 'sending' ? (
        <ProgressBar share={shareSent(state.progress)} label={`Sending ${state.file.name}`} />
      ) : null}
      {state.kind === 'failed' ? <Failure error={state.error} onRetry={() => send(state.file)} /> : null}
    </div>
  );
}

function Said({ state }: { state: State }) {
  if (state.kind === 'sending') {
    return (
      <span>
        <Name text={state.file.name} /> {formatShare(shareSent(state.progress))} of{' '}
        {formatBytes(state.file.size)}
      </span>
    );
  }
  if (state.kind === 'sent') {
    return (
      <span role="status">
        <Name text={state.upload.name} />, {formatBytes(state.upload.bytes)}, is uploaded
      </span>
    );
  }
  return <span className="dim">or drop one here: one JSON record a line</span>;
}

function shareSent({ sentBytes, totalBytes }: UploadProgress): number {
  return totalBytes === 0 ? 1 : Math.min(1, sentBytes / totalBytes);
}
