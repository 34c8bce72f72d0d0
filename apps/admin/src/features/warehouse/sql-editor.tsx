import { autocompletion, closeBrackets, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { PostgreSQL, sql } from '@codemirror/lang-sql';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { Table } from '@oremill/types';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { chooseStatement } from './statements.ts';

export interface SqlEditorHandle {
  /** What mod+Enter would run now. */
  statement(): string;
  /** Writes at the cursor. */
  insert(text: string): void;
}

/** A text box for SQL with names of the tables at hand. Tab leaves it, as it leaves every other field. */
export function SqlEditor({
  ref,
  value,
  tables,
  onChange,
  onRun,
}: {
  ref: Ref<SqlEditorHandle>;
  value: string;
  tables: readonly Table[];
  onChange: (text: string) => void;
  onRun: (statement: string) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const language = useRef(new Compartment());
  const latest = useRef({ onChange, onRun });
  latest.current = { onChange, onRun };

  // biome-ignore lint/correctness/useExhaustiveDependencies: made once; later values and tables are sent to it below
  useEffect(() => {
    if (!box.current) return;
    const editor = new EditorView({
      parent: box.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          keymap.of([
            {
              key: 'Mod-Enter',
              run: () => {
                latest.current.onRun(statementOf(editor));
                return true;
              },
            },
            ...completionKeymap,
            ...historyKeymap,
            ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'),
          ]),
          lineNumbers(),
          history(),
          drawSelection(),
          bracketMatching(),
          closeBrackets(),
          autocompletion({ icons: false }),
          language.current.of(sqlWith(tables)),
          syntaxHighlighting(highlight),
          look,
          placeholder('select … from …'),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': 'SQL statement', 'data-filter': '' }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, []);

  useEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    view.current?.dispatch({ effects: language.current.reconfigure(sqlWith(tables)) });
  }, [tables]);

  useImperativeHandle(ref, () => ({
    statement: () => (view.current ? statementOf(view.current) : ''),
    insert: (text) => {
      const editor = view.current;
      if (!editor) return;
      editor.dispatch(editor.state.replaceSelection(text));
      editor.focus();
    },
  }));

  return <div ref={box} className="sql-editor" />;
}

function statementOf(editor: EditorView): string {
  const text = editor.state.doc.toString();
  const { from, to } = chooseStatement(text, editor.state.selection.main);
  return text.slice(from, to);
}

function sqlWith(tables: readonly Table[]) {
  const schema = Object.fromEntries(
    tables.map(({ name, columns }) => [name, columns.map((column) => column.name)]),
  );
  // With one table its columns are completed without its name before them.
  const [only] = tables;
  return sql({
    dialect: PostgreSQL,
    schema,
    upperCaseKeywords: false,
    ...(only && tables.length === 1 ? { defaultTable: only.name } : {}),
  });
}

/** Colours by role, so that both themes and their contrast hold here too. */
const highlight = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--running)', fontWeight: '600' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--ok)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--waiting)' },
  { tag: tags.comment, color: 'var(--dim)', fontStyle: 'italic' },
  { tag: tags.typeName, color: 'var(--warning)' },
]);

const look = EditorView.theme({
  '&': { fontSize: '13px', color: 'var(--text)', backgroundColor: 'var(--surface)' },
  '.cm-content': { fontFamily: 'var(--mono)', padding: '12px 0', caretColor: 'var(--text)' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-gutters': {
    backgroundColor: 'var(--surface)',
    color: 'var(--dim)',
    border: 'none',
    fontFamily: 'var(--mono)',
    paddingLeft: '8px',
  },
  '.cm-placeholder': { color: 'var(--dim)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--running-tint) !important',
  },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--running-tint)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--surface)',
    color: 'var(--text)',
    border: '1px solid var(--line)',
    borderRadius: '4px',
  },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--running-tint)',
    color: 'var(--text)',
  },
});
