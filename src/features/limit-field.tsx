import type { ReactElement } from 'react';
import { useWords } from '../ui/words-context';

/** A threshold of 5–95 on the scale of the score, as a slider. */
export function LimitField(props: {
  /** 0–1. */
  readonly limit: number;
  readonly onChange: (limit: number) => void;
}): ReactElement {
  const words = useWords();
  return (
    <label className="limit-field">
      <span>{words.say('correction.limitLabel')}</span>
      <input
        type="range"
        min={5}
        max={95}
        step={1}
        value={Math.round(100 * props.limit)}
        onChange={(event) => props.onChange(Number(event.target.value) / 100)}
      />
      <output>{words.number(100 * props.limit, 0)}</output>
    </label>
  );
}
