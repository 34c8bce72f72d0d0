import { Button } from '@mantine/core';
import { formatCount } from '@oremill/types';
import { useState } from 'react';
import { showHidden, showHiddenInLines } from '../../../format/shorten.ts';
import { lineOf } from '../../../format/text-or-bytes.ts';
import { type ReplyNode, readReply } from './reply-tree.ts';

const CHILDREN_SHOWN = 100;
const LETTERS_SHOWN = 2_000;

/** A reply as a tree: leaves with their types, lists numbered, maps named. */
export function ReplyView({ reply }: { reply: unknown }) {
  return <Node node={readReply(reply)} />;
}

function Node({ node }: { node: ReplyNode }) {
  if ('children' in node) return <Children node={node} />;
  switch (node.kind) {
    case 'text':
      return <Text text={node.text} />;
    case 'bytes':
      return (
        <span className="mono reply-text">
          <span className="dim">(bytes) </span>
          {lineOf({ base64: node.text })}
        </span>
      );
    case 'error':
      return (
        <span className="mono reply-error" role="alert">
          <span aria-hidden="true">✕ </span>(error) {showHidden(node.text)}
        </span>
      );
    case 'nil':
      return <span className="mono dim">(nil)</span>;
    case 'integer':
    case 'number':
    case 'boolean':
      return (
        <span className="mono">
          <span className="dim">({node.kind}) </span>
          {node.text}
        </span>
      );
  }
}

function Text({ text }: { text: string }) {
  const [isWhole, setIsWhole] = useState(false);
  if (text === '') return <span className="mono dim">(empty text)</span>;
  const isCut = text.length > LETTERS_SHOWN && !isWhole;
  return (
    <>
      <span className="mono reply-text">
        <bdi>{showHiddenInLines(isCut ? text.slice(0, LETTERS_SHOWN) : text)}</bdi>
        {isCut ? '…' : ''}
      </span>
      {isCut ? (
        <Button variant="default" size="compact-xs" onClick={() => setIsWhole(true)}>
          Show all {formatCount(text.length)} letters
        </Button>
      ) : null}
    </>
  );
}

function Children({ node }: { node: Extract<ReplyNode, { kind: 'list' | 'map' }> }) {
  const [isWhole, setIsWhole] = useState(false);
  const { kind, children } = node;
  if (children.length === 0) return <span className="mono dim">(empty {kind})</span>;
  const shown = isWhole ? children : children.slice(0, CHILDREN_SHOWN);
  return (
    <>
      <ul className="reply-children">
        {shown.map(({ name, node: child }) => (
          <li key={name}>
            <span className="mono dim">{kind === 'list' ? `${name})` : `${showHidden(name)}:`}</span>
            <div>
              <Node node={child} />
            </div>
          </li>
        ))}
      </ul>
      {shown.length < children.length ? (
        <Button variant="default" size="compact-xs" onClick={() => setIsWhole(true)}>
          Show all {formatCount(children.length)}
        </Button>
      ) : null}
    </>
  );
}
