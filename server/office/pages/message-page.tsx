/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import { paths } from '../paths';
import { Page, type PageFrame } from './layout';

/** A page that says one thing. */
export function MessagePage(props: { readonly frame: PageFrame; readonly title: string; readonly words: string }) {
  return (
    <Page frame={props.frame} title={props.title}>
      <h1>{props.title}</h1>
      <p>{props.words}</p>
      <p>
        <a class="button" href={paths.records}>
          To the records
        </a>
      </p>
    </Page>
  );
}
