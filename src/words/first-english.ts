/** The texts of the first screen and of everything around the screens: the app starts with them. */
import { app } from './en/app';
import { assets } from './en/assets';
import { batch } from './en/batch';
import { correction } from './en/correction';
import { delivery } from './en/delivery';
import { fault } from './en/fault';
import { inspect } from './en/inspect';
import { packs } from './en/packs';
import { sync } from './en/sync';
import { verdict } from './en/verdict';

export const firstEnglish = {
  app,
  assets,
  batch,
  correction,
  delivery,
  fault,
  inspect,
  packs,
  sync,
  verdict,
} as const;
