import type { ReactElement } from 'react';

/** A message in which `<b>…</b>` marks the important part. `strongClass` is the class of that part. */
export function RichText(props: { readonly text: string; readonly strongClass?: string }): ReactElement {
  const [before = '', strong, after = ''] = props.text.split(/<\/?b>/);
  return (
    <>
      {before}
      {strong === undefined ? null : <strong className={props.strongClass}>{strong}</strong>}
      {after}
    </>
  );
}
