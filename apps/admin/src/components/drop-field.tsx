import { Button } from '@mantine/core';
import { formatBytes, formatShare } from '@oremill/types';
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { SendFile, UploadProgress } from '../api/upload.ts';
import './drop-field.css';
import { Failure } from './failure.tsx';
import { Name } from './name.tsx';
import { ProgressBar } from './progress-bar.tsx';

type State<Reply> =
  | { readonly kind: 'empty' }
  | { readonly kind: 'sending'; readonly file: File; readonly progress: UploadProgress }
  | { readonly kind: 'sent'; readonly reply: Reply }
  | { readonly kind: 'failed'; readonly file: File; readonly error: unknown };

/** Sends a file, dropped or chosen, and hands back what came of it; undefined while another one is on its way. */
export function DropField<Reply>({
  label,
  hint,
  send: sendFile,
  onSent,
  describe,
}: {
  label: string;
  /** What may be dropped. */
  hint: string;
  send: SendFile<Reply>;
  onSent: (reply: Reply | undefined) => void;
  /** The file that was sent, in words. */
  describe: (reply: Reply) => ReactNode;
}) {
  const [state, setState] = useState<State<Reply>>({ kind: 'empty' });
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
    onSent(undefined);
    setState({ kind: 'sending', file, progress: { sentBytes: 0, totalBytes: file.size } });
    sendFile(file, (progress) => setState({ kind: 'sending', file, progress }), controller.signal).then(
      (reply) => {
        setState({ kind: 'sent', reply });
        onSent(reply);
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
          aria-label={label}
          onChange={(event) => send(event.currentTarget.files?.[0])}
        />
        <Button variant="default" size="compact-md" onClick={() => picker.current?.click()}>
          Choose a file
        </Button>
        {state.kind === 'sending' ? <Sending {...state} /> : null}
        {state.kind === 'sent' ? <span role="status">{describe(state.reply)}</span> : null}
        {state.kind === 'empty' || state.kind === 'failed' ? <span className="dim">{hint}</span> : null}
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
        <ProgressBar share={shareOfBar(state.progress)} label={`Sending ${state.file.name}`} />
      ) : null}
      {state.kind === 'failed' ? <Failure error={state.error} onRetry={() => send(state.file)} /> : null}
    </div>
  );
}

function Sending({ file, progress }: { file: File; progress: UploadProgress }) {
  const share = shareSent(progress);
  return (
    <span>
      <Name text={file.name} />{' '}
      {share < 1 ? `${formatShare(share)} of ${formatBytes(file.size)}` : 'is sent, and being read'}
    </span>
  );
}

function shareSent({ sentBytes, totalBytes }: UploadProgress): number {
  return totalBytes === 0 ? 1 : Math.min(1, sentBytes / totalBytes);
}

/** All of it is sent, and the platform reads on: how long is not known. */
function shareOfBar(progress: UploadProgress): number | undefined {
  const share = shareSent(progress);
  return share < 1 ? share : undefined;
}
