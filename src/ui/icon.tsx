import type { ReactElement } from 'react';

const paths = {
  camera:
    'M4 8h3l1.6-2.5h6.8L17 8h3a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1Zm8 8.6a3.3 3.3 0 1 0 0-6.6 3.3 3.3 0 0 0 0 6.6Z',
  pictures:
    'M7 3.5h12.5A1 1 0 0 1 20.5 4.5v12.5M4.5 7h11a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1Zm-1 10 4-4 3 3 2-2 4 4',
  history: 'M12 7.5V12l3 2M4.2 9A8.3 8.3 0 1 1 3.7 12M3.5 4.5V9H8',
  settings:
    'M4 7h9m4 0h3M4 17h3m4 0h9M15 9.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4ZM9 19.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z',
  inspect:
    'M4 8V5a1 1 0 0 1 1-1h3M16 4h3a1 1 0 0 1 1 1v3M20 16v3a1 1 0 0 1-1 1h-3M8 20H5a1 1 0 0 1-1-1v-3M12 15.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Z',
  download: 'M12 4v11m-4.5-4L12 15.5 16.5 11M4.5 19.5h15',
  send: 'M12 19.5V8.5m-4.5 4L12 8l4.5 4.5M4.5 4.5h15',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  ok: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM8 12.3l2.8 2.8L16 9.5',
  watch: 'M2.8 12S6 6 12 6s9.2 6 9.2 6-3.2 6-9.2 6-9.2-6-9.2-6Zm9.2 2.6a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2Z',
  warn: 'M12 4 2.8 20h18.4L12 4Zm0 6v4.5m0 2.7v.1',
  bad: 'M8.3 3.5h7.4l4.8 4.8v7.4l-4.8 4.8H8.3l-4.8-4.8V8.3l4.8-4.8ZM12 7.5v5.5m0 3v.1',
  info: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 11v5.5m0-8.8v.1',
  unknown: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM9.5 9.5a2.5 2.5 0 1 1 3.8 2.2c-.8.5-1.3 1-1.3 2m0 2.6v.1',
  trash: 'M5 7h14M10 7V4.5h4V7m-7.5 0 .8 12.5h9.4L17.5 7M10.5 10.5v6m3-6v6',
  back: 'M14.5 5.5 8 12l6.5 6.5',
  forward: 'M9.5 5.5 16 12l-6.5 6.5',
  offline: 'M4 4l16 16M8.5 14.5a5 5 0 0 1 5-1.2M5.5 11.3a9.5 9.5 0 0 1 3.3-2M12 6.8a12 12 0 0 1 6.5 4.4M12 18.5v.1',
  teach: 'M2.5 9.5 12 5l9.5 4.5L12 14 2.5 9.5ZM6.5 11.6v4.2c1.5 1.5 3.4 2.2 5.5 2.2s4-.7 5.5-2.2v-4.2M21.5 9.5V15',
  chart: 'M4 4v16h16M8 16v-4m4 4V8m4 8v-6',
  phone: 'M8 3.5h8a1 1 0 0 1 1 1v15a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1v-15a1 1 0 0 1 1-1Zm3 14.5h2',
  waiting: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 7.5V12l3 2',
  close: 'M6 6l12 12M18 6 6 18',
  light: 'M13 3 6 13.5h5L10.5 21 18 10h-5.5L13 3Z',
  switch: 'M4 9.5a8 8 0 0 1 14.5-2M20 4v4.5h-4.5M20 14.5a8 8 0 0 1-14.5 2M4 20v-4.5h4.5',
  repeat:
    'M8 4h9.5a2 2 0 0 1 2 2v9.5M5 8h9.5a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2Zm4.7 3.5v5m-2.5-2.5h5',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm0-13v2m0 14v2M3 12h2m14 0h2M5.6 5.6 7 7m10 10 1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4',
  plus: 'M12 5v14M5 12h14',
  undo: 'M9 5.5 4.5 10 9 14.5M4.5 10h9a5.5 5.5 0 0 1 0 11H10',
  compare: 'M12 3.5v17M4.5 6h5v12h-5V6Zm10 0h5v12h-5V6Z',
  grid: 'M4.5 4.5h6v6h-6zM13.5 4.5h6v6h-6zM4.5 13.5h6v6h-6zM13.5 13.5h6v6h-6z',
  list: 'M4 6.5h16M4 12h16M4 17.5h16',
  filter: 'M4 5.5h16l-6.2 7.3v5.4l-3.6 1.8v-7.2L4 5.5Z',
  asset: 'M4 11.5 11.5 4H20v8.5L12.5 20 4 11.5ZM15.8 8.2v.1',
  report: 'M6.5 3.5h7.5l4 4v13h-11.5zM13.5 3.5v4.5h4.5M9 12.5h6M9 16h6',
  keyboard: 'M3.5 7h17v10.5h-17zM7 10.5v.1M10.5 10.5v.1M14 10.5v.1M17 10.5v.1M8 14.2h8',
  pin: 'M12 21s-6.5-5.6-6.5-11a6.5 6.5 0 0 1 13 0c0 5.4-6.5 11-6.5 11Zm0-8.7a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6Z',
  'zoom-in': 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14Zm5-2 4.5 4.5M11 8v6m-3-3h6',
  'zoom-out': 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14Zm5-2 4.5 4.5M8 11h6',
} as const;

/** The names of the icons. An icon is always shown with a text. */
export type IconName = keyof typeof paths;

/** An icon, 24 × 24 CSS pixels by default, in the colour of the text. Hidden from screen readers. */
export function Icon({ name, size = 24 }: { readonly name: IconName; readonly size?: number }): ReactElement {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  );
}
