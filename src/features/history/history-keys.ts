/** The keys of the history and their commands. One table for the help and the handler, so that they cannot differ. */

/** The command of a key. */
export type KeyCommand =
  | { readonly kind: 'move'; readonly by: 'picture' | 'line'; readonly step: 1 | -1; readonly isExtending: boolean }
  | { readonly kind: 'edge'; readonly end: 'first' | 'last' }
  | { readonly kind: 'severity'; readonly rank: number }
  | {
      readonly kind:
        | 'any-severity'
        | 'toggle'
        | 'select-all'
        | 'clear'
        | 'search'
        | 'view'
        | 'map'
        | 'confirm'
        | 'assign'
        | 'report'
        | 'export'
        | 'delete'
        | 'undo'
        | 'help';
    };

/** The used fields of a key event. */
export interface PressedKey {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** Where the focus is: arrow keys, Space and Home belong to the page unless a picture has it. */
export interface KeyContext {
  readonly isOnPicture: boolean;
  /** The user can switch single keys off (WCAG 2.1.4). */
  readonly hasSingleKeys: boolean;
}

const pictureKeys: Readonly<Record<string, KeyCommand>> = {
  ArrowRight: { kind: 'move', by: 'picture', step: 1, isExtending: false },
  ArrowLeft: { kind: 'move', by: 'picture', step: -1, isExtending: false },
  ArrowDown: { kind: 'move', by: 'line', step: 1, isExtending: false },
  ArrowUp: { kind: 'move', by: 'line', step: -1, isExtending: false },
  Home: { kind: 'edge', end: 'first' },
  End: { kind: 'edge', end: 'last' },
  ' ': { kind: 'toggle' },
  Delete: { kind: 'delete' },
};

const singleKeys: Readonly<Record<string, KeyCommand>> = {
  j: { kind: 'move', by: 'picture', step: 1, isExtending: false },
  k: { kind: 'move', by: 'picture', step: -1, isExtending: false },
  x: { kind: 'toggle' },
  '/': { kind: 'search' },
  '?': { kind: 'help' },
  v: { kind: 'view' },
  m: { kind: 'map' },
  c: { kind: 'confirm' },
  a: { kind: 'assign' },
  r: { kind: 'report' },
  e: { kind: 'export' },
  '#': { kind: 'delete' },
  u: { kind: 'undo' },
  '0': { kind: 'any-severity' },
  '1': { kind: 'severity', rank: 0 },
  '2': { kind: 'severity', rank: 1 },
  '3': { kind: 'severity', rank: 2 },
  '4': { kind: 'severity', rank: 3 },
};

/** The command of a key; undefined where the browser keeps it. */
export function commandOf(pressed: PressedKey, { isOnPicture, hasSingleKeys }: KeyContext): KeyCommand | undefined {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = pressed;
  if (altKey) return undefined;
  if (ctrlKey || metaKey) return key.toLowerCase() === 'a' && isOnPicture ? { kind: 'select-all' } : undefined;
  if (key === 'Escape') return { kind: 'clear' };
  const command = (isOnPicture ? pictureKeys[key] : undefined) ?? (hasSingleKeys ? singleKeyOf(key) : undefined);
  return command?.kind === 'move' ? { ...command, isExtending: shiftKey } : command;
}

/** Letters in either case: Shift extends a selection. */
function singleKeyOf(key: string): KeyCommand | undefined {
  return singleKeys[key] ?? singleKeys[key.toLowerCase()];
}

/** The keys of the help, with the key of their text. */
export const keyHelp = [
  { keys: ['J', 'K'], text: 'history.key.next' },
  { keys: ['←', '→', '↑', '↓'], text: 'history.key.move' },
  { keys: ['Enter'], text: 'history.key.open' },
  { keys: ['X', 'Space'], text: 'history.key.select' },
  { keys: ['Shift+J', 'Shift+K', 'Shift+↓'], text: 'history.key.range' },
  { keys: ['Ctrl+A'], text: 'history.key.all' },
  { keys: ['Esc'], text: 'history.key.none' },
  { keys: ['1', '2', '3', '4'], text: 'history.key.severity' },
  { keys: ['0'], text: 'history.key.anySeverity' },
  { keys: ['C'], text: 'history.key.confirm' },
  { keys: ['A'], text: 'history.key.assign' },
  { keys: ['R'], text: 'history.key.report' },
  { keys: ['E'], text: 'history.key.export' },
  { keys: ['#', 'Delete'], text: 'history.key.delete' },
  { keys: ['U'], text: 'history.key.undo' },
  { keys: ['M'], text: 'history.key.map' },
  { keys: ['V'], text: 'history.key.view' },
  { keys: ['/'], text: 'history.key.search' },
  { keys: ['?'], text: 'history.key.help' },
] as const;
