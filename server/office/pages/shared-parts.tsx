import type { ReactElement } from 'react';
import { Button } from '../../../src/ui/button';
import { MoreFacts } from '../../../src/ui/facts';

/** Deletes after a second tap: the effect and the button are in a closed part of the page. */
export function DeleteForm(props: {
  readonly action: string;
  readonly words: string;
  readonly why: string;
}): ReactElement {
  return (
    <MoreFacts title={props.words}>
      <form className="stack-tight" method="post" action={props.action}>
        <p>{props.why}</p>
        <div>
          <Button look="danger" type="submit">
            {props.words}
          </Button>
        </div>
      </form>
    </MoreFacts>
  );
}
