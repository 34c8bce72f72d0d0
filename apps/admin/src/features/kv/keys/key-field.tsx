import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Panel } from '../../../components/panel.tsx';

/** One key by its whole name: all that can be asked where keys are in no order. */
export function KeyField({ onOpen }: { onOpen: (key: string) => void }) {
  const [text, setText] = useState('');
  const open = (event: FormEvent) => {
    event.preventDefault();
    if (text !== '') onOpen(text);
  };
  return (
    <Panel title="Entries">
      <form className="panel-body stack-tight" onSubmit={open}>
        <p className="dim">
          This dataset keeps its keys in no order, so they cannot be listed by their beginning. You can open
          one that you know.
        </p>
        <div className="row" style={{ alignItems: 'end' }}>
          <TextInput
            label="Key"
            data-filter
            autoComplete="off"
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            style={{ flex: 1, minWidth: 160 }}
          />
          <Button type="submit" disabled={text === ''}>
            Open
          </Button>
        </div>
      </form>
    </Panel>
  );
}
