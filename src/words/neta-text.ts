/** Temperature differences and their NETA classes as texts: for screens, reports and exports alike. */
import type { NetaClass, NetaRange, NetaReading } from '../domain/neta-class';
import type { Tone } from './verdict-text';
import type { Words } from './words';

/** The name of a class: "Probable deficiency". */
export function netaClassText(words: Words, netaClass: NetaClass): string {
  return words.say(`neta.class.${netaClass}`);
}

/** What the table suggests. */
export function netaActionText(words: Words, netaClass: NetaClass): string {
  return words.say(`neta.action.${netaClass}`);
}

/** The difference with its sign as people write it: "+12.4 °C". */
export function deltaText(words: Words, { deltaC }: NetaReading): string {
  const sign = deltaC > 0 ? '+' : deltaC < 0 ? '−' : '';
  return words.say('neta.delta', { delta: `${sign}${words.number(Math.abs(deltaC), 1)}` });
}

/** A range of the table: "4–15 °C", "above 15 °C". */
export function rangeText(words: Words, range: NetaRange | undefined): string {
  if (range === undefined) return words.say('neta.noRow');
  const { fromC: from, toC: to } = range;
  return to === undefined ? words.say('neta.above', { from }) : words.say('neta.range', { from, to });
}

/** Colour and icon of a class. */
export function netaTone(netaClass: NetaClass): Tone {
  return netaTones[netaClass];
}

const netaTones: Readonly<Record<NetaClass, Tone>> = {
  none: 'ok',
  possible: 'watch',
  probable: 'warn',
  monitor: 'warn',
  major: 'bad',
};
