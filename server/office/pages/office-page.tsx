import type { ReactElement, ReactNode } from 'react';
import { AppShell, type NavPlace } from '../../../src/ui/app-shell';
import { Button, buttonClass } from '../../../src/ui/button';
import type { IconName } from '../../../src/ui/icon';
import { Page } from '../../../src/ui/page';
import { paths, type Place } from '../paths';
import { useOffice } from './office-context';

const places = [
  { place: 'records', title: 'office.placeRecords', icon: 'history' },
  { place: 'jobs', title: 'office.placeJobs', icon: 'list' },
  { place: 'overview', title: 'office.placeOverview', icon: 'chart' },
  { place: 'devices', title: 'office.placeDevices', icon: 'phone' },
  { place: 'transfer', title: 'office.placeTransfer', icon: 'download' },
] as const satisfies readonly { readonly place: Place; readonly title: string; readonly icon: IconName }[];

/** The document: head, style sheets, script. */
export function Document(props: {
  readonly title: string;
  /** A style sheet besides those of every page. */
  readonly sheet?: string;
  readonly children: ReactNode;
}): ReactElement {
  const { words, assetTag } = useOffice();
  const asset = (name: string) => `${paths.asset(name)}?${assetTag}`;
  return (
    <html lang={words.locale.tag}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {/* With `no-referrer`, which the server sends for all pages, browsers send `Origin: null` with our own forms. */}
        <meta name="referrer" content="same-origin" />
        <meta name="robots" content="noindex" />
        <title>{words.say('office.pageTitle', { title: props.title })}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={asset('tokens.css')} />
        <link rel="stylesheet" href={asset('tokens-dark.css')} media="screen and (prefers-color-scheme: dark)" />
        <link rel="stylesheet" href={asset('components.css')} />
        <link rel="stylesheet" href={asset('office.css')} />
        {props.sheet === undefined ? null : <link rel="stylesheet" href={asset(props.sheet)} />}
        <script type="module" src={asset('office.js')} />
      </head>
      <body>{props.children}</body>
    </html>
  );
}

/** A page for a signed-in engineer. */
export function OfficePage(props: {
  readonly title: string;
  readonly place?: Place;
  readonly lead?: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}): ReactElement {
  const { words } = useOffice();
  return (
    <Document title={props.title}>
      <AppShell
        name={words.say('office.name')}
        places={usePlaces(props.place)}
        renderLink={placeLink}
        status={<SignOut />}
      >
        <Page title={props.title} lead={props.lead} aside={props.aside}>
          {props.children}
        </Page>
      </AppShell>
    </Document>
  );
}

function usePlaces(current: Place | undefined): readonly NavPlace[] {
  const { words } = useOffice();
  return places.map(({ place, title, icon }) => ({
    title: words.say(title),
    icon,
    href: paths[place],
    isHere: place === current,
  }));
}

function placeLink({ href, isHere }: NavPlace, className: string, children: ReactNode): ReactElement {
  return (
    <a key={href} href={href} className={className} aria-current={isHere ? 'page' : undefined}>
      {children}
    </a>
  );
}

function SignOut(): ReactElement {
  const { words } = useOffice();
  return (
    <form method="post" action={paths.signOut}>
      <Button look="quiet" type="submit">
        {words.say('office.signOut')}
      </Button>
    </form>
  );
}

/** A page with one message and a link back to the records. */
export function MessagePage(props: { readonly title: string; readonly children: ReactNode }): ReactElement {
  const { words } = useOffice();
  return (
    <OfficePage title={props.title}>
      <p>{props.children}</p>
      <p>
        <a className={buttonClass('plain')} href={paths.records}>
          {words.say('office.toRecords')}
        </a>
      </p>
    </OfficePage>
  );
}
