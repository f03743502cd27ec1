import type { ReactElement, ReactNode } from 'react';
import './answer.css';
import { Icon } from './icon';
import './notice.css';
import { toneToIcon, type Tone } from './tone';

/** The answer of an inspection, big enough to read at arm's length, with one supporting line and what it means. */
export function Answer(props: {
  readonly tone: Tone;
  readonly answer: string;
  readonly aside?: ReactNode;
  readonly support: string;
  readonly note?: string | undefined;
  readonly children?: ReactNode;
}): ReactElement {
  return (
    <section className={`answer tone-${props.tone}`} role="status">
      <div className="answer-head">
        <p className="answer-big" style={{ fontSize: sizeForLongestWord(props.answer) }}>
          {props.tone === 'info' ? null : <Icon name={toneToIcon(props.tone)} size={36} />}
          <span>{props.answer}</span>
        </p>
        {props.aside}
      </div>
      <p className="answer-support">{props.support}</p>
      {props.children}
      {props.note === undefined ? null : <p className="answer-note">{props.note}</p>}
    </section>
  );
}

/** Width of a letter of the answer, of its size: what wide letters of a wide bold type take on average. */
const letterEm = 0.72;

/** As large as the answer may be without breaking a word: packs of others bring words of any length. */
function sizeForLongestWord(answer: string): string {
  const letters = Math.max(...answer.split(/\s+/).map((word) => word.length));
  return `clamp(var(--text-l), (100cqi - 3rem) / ${letterEm * letters}, var(--text-hero))`;
}
