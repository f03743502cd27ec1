import type { ReactElement } from 'react';

/** The end of a long name that is always shown: the number of a picture and its extension. */
const tailLetters = 12;

/** A file name that is shortened in the middle where there is no room. The whole name is in the document and in the tooltip. */
export function FileName({ name }: { readonly name: string }): ReactElement {
  const letters = Array.from(name);
  const cut = letters.length > 2 * tailLetters ? letters.length - tailLetters : letters.length;
  return (
    <span className="file-name" title={name}>
      <span className="file-name-head">{letters.slice(0, cut).join('')}</span>
      <span>{letters.slice(cut).join('')}</span>
    </span>
  );
}
