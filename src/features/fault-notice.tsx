import type { ReactElement, ReactNode } from 'react';
import type { FaultText } from '../words/fault-text';
import { Notice } from '../ui/notice';

/** A fault on a screen: what happened, what to do next, and the button that does it. */
export function FaultNotice(props: { readonly fault: FaultText; readonly actions?: ReactNode }): ReactElement {
  return (
    <Notice tone="bad" role="alert" title={props.fault.title} actions={props.actions}>
      {props.fault.advice}
    </Notice>
  );
}
