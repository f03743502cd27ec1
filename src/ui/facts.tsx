import type { ReactElement, ReactNode } from 'react';

/** One line of a `Facts` list. */
export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
  /** Shown in a monospaced font: hashes are compared character by character. */
  readonly isCode?: boolean;
}

/** A list of names and values. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }): ReactElement {
  return (
    <dl className="facts">
      {facts.map((fact) => (
        <div key={fact.name} className="fact">
          <dt>{fact.name}</dt>
          <dd className={fact.isCode === true ? 'fact-code' : undefined}>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Rarely needed facts: closed at first, unless `isOpen`. */
export function MoreFacts(props: {
  readonly title: string;
  readonly isOpen?: boolean;
  readonly onToggle?: (isOpen: boolean) => void;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <details
      className="more-facts"
      open={props.isOpen}
      onToggle={({ currentTarget }) => props.onToggle?.(currentTarget.open)}
    >
      <summary>{props.title}</summary>
      <div className="stack more-facts-body">{props.children}</div>
    </details>
  );
}
