/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import { paths } from '../paths';
import { Document } from './layout';

/** Asks for an engineer's token. */
export function SignInPage(props: { readonly assetTag: string; readonly next: string; readonly refusal?: string }) {
  return (
    <Document title="Sign in" assetTag={props.assetTag}>
      <main class="sign-in">
        <h1>Fieldgrade office</h1>
        {props.refusal === undefined ? null : (
          <p class="notice tone-bad" role="alert">
            {props.refusal}
          </p>
        )}
        <form class="panel" method="post" action={paths.signIn}>
          <input type="hidden" name="next" value={props.next} />
          <label class="field">
            <span>Engineer’s token</span>
            <input type="password" name="token" required autocomplete="current-password" autofocus />
          </label>
          <button class="button button-primary" type="submit">
            Sign in
          </button>
          <p class="quiet small">
            The server shows the first engineer’s token once, when it starts for the first time. Tokens of devices do
            not open the office.
          </p>
        </form>
      </main>
    </Document>
  );
}
