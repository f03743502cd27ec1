import type { ReactElement } from 'react';

/** The end of a long name that is always shown: the number of a picture and its extension. */
const tailLetters = 12;
/** A name that is hardly longer than its end is shown as it is. */
const shortestHead = 4;

/** A file name that is shortened in the middle where there is no room. The whole name is in the document and in the tooltip. */
export function FileName(props: { readonly name: string; readonly tail?: number }): ReactElement {
  const { name, tail = tailLetters } = props;
  const letters = Array.from(name);
  const cut = letters.length > tail + shortestHead ? letters.length - tail : letters.length;
  return (
    <span className="file-name" title={name}>
      <span className="file-name-head">{letters.slice(0, cut).join('')}</span>
      <span>{letters.slice(cut).join('')}</span>
    </span>
  );
}
