/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import { html } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { OfficeTime } from '../moments';
import { paths, type Place } from '../paths';

/** What every page needs besides its own facts. */
export interface PageFrame {
  readonly time: OfficeTime;
  readonly engineer: string;
  /** Of the static files: a new one makes browsers ask anew. */
  readonly assetTag: string;
}

const places: readonly { readonly place: Place; readonly title: string }[] = [
  { place: 'records', title: 'Records' },
  { place: 'overview', title: 'Overview' },
  { place: 'devices', title: 'Devices' },
  { place: 'transfer', title: 'Transfer' },
];

/** The document: head, styles, script. */
export function Document(props: { readonly title: string; readonly assetTag: string; readonly children: Child }) {
  const asset = (name: string) => `${paths.asset(name)}?${props.assetTag}`;
  // With `no-referrer`, which the server sends for all pages, browsers would send `Origin: null` with our own forms.
  return html`<!doctype html>${(
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="referrer" content="same-origin" />
          <meta name="robots" content="noindex" />
          <title>{`${props.title} – Fieldgrade office`}</title>
          <link rel="icon" href="data:," />
          <link rel="stylesheet" href={asset('tokens.css')} />
          <link rel="stylesheet" href={asset('tokens-dark.css')} media="screen and (prefers-color-scheme: dark)" />
          <link rel="stylesheet" href={asset('base.css')} />
          <link rel="stylesheet" href={asset('office.css')} />
          <script type="module" src={asset('office.js')}></script>
        </head>
        <body>{props.children}</body>
      </html>
    )}`;
}

/** A page for someone who is signed in. */
export function Page(props: {
  readonly frame: PageFrame;
  readonly title: string;
  readonly place?: Place;
  readonly children: Child;
}) {
  return (
    <Document title={props.title} assetTag={props.frame.assetTag}>
      <a class="skip-link" href="#content">
        Skip to content
      </a>
      <header class="frame-head">
        <a class="frame-name" href={paths.records}>
          Fieldgrade <span>office</span>
        </a>
        <Places current={props.place} />
        <form class="sign-out" method="post" action={paths.signOut}>
          <button class="button button-quiet" type="submit">
            Sign out
          </button>
        </form>
      </header>
      <main id="content" tabindex={-1}>
        {props.children}
      </main>
    </Document>
  );
}

function Places({ current }: { readonly current: Place | undefined }) {
  return (
    <nav class="places" aria-label="Places">
      {places.map(({ place, title }) => (
        <a href={paths[place]} aria-current={place === current ? 'page' : undefined}>
          {title}
        </a>
      ))}
    </nav>
  );
}
