import type { ReactElement } from 'react';
import { Button } from '../../../src/ui/button';
import { InputField } from '../../../src/ui/form-field';
import { Notice } from '../../../src/ui/notice';
import { paths } from '../paths';
import { useOffice } from './office-context';
import { Document } from './office-page';

/** Asks for an engineer's token. */
export function SignInPage({ next, refusal }: { readonly next: string; readonly refusal?: string }): ReactElement {
  const { words } = useOffice();
  return (
    <Document title={words.say('office.signIn')}>
      <main className="sign-in stack">
        <h1>{words.say('office.name')}</h1>
        {refusal === undefined ? null : (
          <Notice tone="bad" role="alert">
            {refusal}
          </Notice>
        )}
        <form className="panel" method="post" action={paths.signIn}>
          <input type="hidden" name="next" value={next} />
          <InputField
            type="password"
            name="token"
            label={words.say('office.token')}
            required
            autoComplete="current-password"
            autoFocus
          />
          <Button look="primary" type="submit">
            {words.say('office.signIn')}
          </Button>
          <p className="quiet small">{words.say('office.tokenHint')}</p>
        </form>
      </main>
    </Document>
  );
}
