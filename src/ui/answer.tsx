import type { ReactElement, ReactNode } from 'react';
import { ToneIcon } from './tone-icon';
import type { Tone } from '../words/verdict-text';

/** The answer of an inspection in large type, with one supporting line and a note. */
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
        <p className={`answer-big answer-letters-${lettersStep(props.answer)}`}>
          <ToneIcon tone={props.tone} size={36} />
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

/** Lengths of the longest word for which answer.css has a font size. */
const lettersSteps = [6, 8, 10, 12, 16, 24] as const;

/** The largest type that does not break a word. Titles of imported packs have words of any length. */
function lettersStep(answer: string): number {
  const letters = Math.max(...answer.split(/\s+/).map((word) => word.length));
  return lettersSteps.find((step) => letters <= step) ?? 24;
}
