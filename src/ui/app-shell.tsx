import type { ReactElement, ReactNode } from 'react';
import { Icon, type IconName } from './icon';
import { useWords } from './words-context';

/** One link of the navigation. */
export interface NavPlace {
  readonly title: string;
  readonly icon: IconName;
  readonly href: string;
  readonly isHere: boolean;
  /** Shown in the rail of a desktop only: another screen leads there on a phone. */
  readonly isRailOnly?: boolean;
}

/** The layout of every screen: name, navigation (at the bottom on a phone, a rail at the side on a desktop), content. */
export function AppShell(props: {
  readonly name: string;
  readonly places: readonly NavPlace[];
  readonly renderLink: (place: NavPlace, className: string, children: ReactNode) => ReactNode;
  readonly status: ReactNode;
  readonly children: ReactNode;
}): ReactElement {
  const words = useWords();
  return (
    <div className="shell">
      <a className="skip-link" href="#main">
        {words.say('app.skip')}
      </a>
      <header className="shell-top">
        <Brand name={props.name} />
        <div className="shell-status">{props.status}</div>
      </header>
      <nav className="shell-nav" aria-label={words.say('app.places')}>
        {props.places.map((place) => props.renderLink(place, placeClass(place), <Place place={place} />))}
      </nav>
      <main id="main" className="shell-main" tabIndex={-1}>
        {props.children}
      </main>
    </div>
  );
}

function placeClass({ isRailOnly }: NavPlace): string {
  return isRailOnly === true ? 'shell-place shell-place-rail-only' : 'shell-place';
}

function Place({ place }: { readonly place: NavPlace }): ReactElement {
  return (
    <>
      <span className="shell-place-icon">
        <Icon name={place.icon} />
      </span>
      <span>{place.title}</span>
    </>
  );
}

function Brand({ name }: { readonly name: string }): ReactElement {
  return (
    <span className="brand">
      <svg width="28" height="28" viewBox="0 0 28 28" aria-hidden="true">
        <rect width="28" height="28" rx="8" fill="var(--accent)" />
        <path d="M8 7h12v4H12v3h6v4h-6v4H8z" fill="var(--accent-ink)" />
        <rect x="19" y="19" width="4" height="4" rx="1" fill="var(--accent-ink)" />
      </svg>
      {name}
    </span>
  );
}
