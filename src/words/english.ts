/** The English catalogue. It is complete and defines the keys and arguments of every other language. */
import { app } from './en/app';
import { capture } from './en/capture';
import { baseline } from './en/baseline';
import { batch } from './en/batch';
import { check } from './en/check';
import { correction } from './en/correction';
import { assets } from './en/assets';
import { delivery } from './en/delivery';
import { exportWords } from './en/export';
import { fault } from './en/fault';
import { format } from './en/format';
import { history } from './en/history';
import { inspect } from './en/inspect';
import { insights } from './en/insights';
import { jobs } from './en/jobs';
import { neta } from './en/neta';
import { lot } from './en/lot';
import { packFile } from './en/pack-file';
import { packs } from './en/packs';
import { report } from './en/report';
import { result } from './en/result';
import { settings } from './en/settings';
import { sync } from './en/sync';
import { trim } from './en/trim';
import { verdict } from './en/verdict';

export const english = {
  app,
  capture,
  baseline,
  batch,
  check,
  correction,
  export: exportWords,
  assets,
  delivery,
  fault,
  format,
  history,
  insights,
  inspect,
  jobs,
  neta,
  lot,
  packFile,
  packs,
  report,
  result,
  settings,
  sync,
  trim,
  verdict,
} as const;
