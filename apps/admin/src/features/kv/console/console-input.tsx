import { Button } from '@mantine/core';
import type { TextOrBytes } from '@oremill/types';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { type CommandDoc, completeCommand } from './command-docs.ts';
import { nameOf } from './command-rules.ts';
import './console.css';
import { parseCommand } from './parse-command.ts';

const COMPLETIONS_MAX = 8;

/**
 * One line, its prompt, and names that it may become. With the names open the arrows choose among them, else they go
 * through what was run before; Escape closes the names.
 */
export function ConsoleInput({
  prompt,
  docs,
  history,
  isBusy,
  onRun,
}: {
  prompt: string;
  docs: readonly CommandDoc[];
  history: readonly string[];
  isBusy: boolean;
  onRun: (command: { words: readonly TextOrBytes[]; line: string }) => void;
}) {
  const [text, setText] = useState('');
  const [active, setActive] = useState(-1);
  const [isClosed, setIsClosed] = useState(false);
  const [hasTried, setHasTried] = useState(false);
  /** Lines back from the newest; 0 is what is being written. */
  const back = useRef({ steps: 0, draft: '' });
  const field = useRef<HTMLInputElement>(null);
  const listId = useId();
  const inputId = useId();

  const completions = isClosed ? [] : completeCommand(docs, text, COMPLETIONS_MAX);
  const isOpen = completions.length > 0;
  const parsed = parseCommand(text);
  const fault = 'fault' in parsed && hasTried ? parsed : undefined;
  const doc = 'words' in parsed ? docs.find(({ name }) => name === nameOf(parsed.words)) : undefined;

  const write = (next: string) => {
    setText(next);
    setActive(-1);
    setIsClosed(false);
    setHasTried(false);
  };
  const choose = (chosen: CommandDoc | undefined) => {
    if (!chosen) return;
    write(`${chosen.name} `);
    field.current?.focus();
  };
  const goBack = (step: number) => {
    const steps = Math.min(history.length, Math.max(0, back.current.steps + step));
    const draft = back.current.steps === 0 ? text : back.current.draft;
    back.current = { steps, draft };
    write(steps === 0 ? draft : (history.at(-steps) ?? ''));
    setIsClosed(true);
  };
  const run = () => {
    setHasTried(true);
    if (!('words' in parsed) || parsed.words.length === 0 || isBusy) return;
    back.current = { steps: 0, draft: '' };
    onRun({ words: parsed.words, line: text.trim() });
    write('');
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const isAtEnd = event.currentTarget.selectionStart === text.length;
    if (event.key === 'Enter') {
      if (isOpen && active >= 0) choose(completions[active]);
      else run();
    } else if (event.key === 'ArrowDown') {
      if (isOpen) setActive(Math.min(completions.length - 1, active + 1));
      else goBack(-1);
    } else if (event.key === 'ArrowUp') {
      if (isOpen && active >= 0) setActive(active - 1);
      else goBack(1);
    } else if (event.key === 'ArrowRight' && isOpen && isAtEnd) choose(completions[Math.max(0, active)]);
    else if (event.key === 'Escape' && isOpen) setIsClosed(true);
    else return;
    event.preventDefault();
  };

  return (
    <div className="console-input">
      <div className="console-line">
        <label htmlFor={inputId} className="mono dim">
          {prompt} &gt;
        </label>
        <input
          ref={field}
          id={inputId}
          className="mono"
          role="combobox"
          aria-label="Command"
          aria-autocomplete="list"
          aria-expanded={isOpen}
          aria-controls={isOpen ? listId : undefined}
          aria-activedescendant={isOpen && active >= 0 ? `${listId}-${active}` : undefined}
          aria-invalid={fault !== undefined || undefined}
          aria-describedby={`${inputId}-help`}
          data-filter
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          value={text}
          onChange={(event) => write(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onBlur={() => setIsClosed(true)}
        />
        <Button size="compact-md" loading={isBusy} onClick={run}>
          Run
        </Button>
      </div>
      {isOpen ? (
        <div className="console-names" role="listbox" id={listId} aria-label="Commands">
          {completions.map((completion, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the text field, which keeps the focus
            <div
              key={completion.name}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(completion)}
            >
              <span className="mono">{completion.name}</span>{' '}
              <span className="dim small">{completion.summary || completion.usage}</span>
            </div>
          ))}
        </div>
      ) : null}
      <p id={`${inputId}-help`} className="small console-help" data-fault={fault !== undefined || undefined}>
        {fault ? (
          <>
            <span aria-hidden="true">✕ </span>
            {fault.fault}, at letter {fault.at + 1}: <code>{text.slice(fault.at, fault.at + 20)}</code>
          </>
        ) : doc ? (
          <>
            <code>
              {doc.name} {doc.usage}
            </code>{' '}
            {doc.summary}
          </>
        ) : (
          'Enter runs it; the arrows bring back what was run before.'
        )}
      </p>
    </div>
  );
}
