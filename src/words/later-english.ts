/** The texts of the screens that are loaded when they are opened. */
import { baseline } from './en/baseline';
import { capture } from './en/capture';
import { check } from './en/check';
import { classes } from './en/classes';
import { drift } from './en/drift';
import { exportWords } from './en/export';
import { history } from './en/history';
import { insights } from './en/insights';
import { jobs } from './en/jobs';
import { learn } from './en/learn';
import { library } from './en/library';
import { lot } from './en/lot';
import { nearest } from './en/nearest';
import { neta } from './en/neta';
import { onnx } from './en/onnx';
import { packFile } from './en/pack-file';
import { report } from './en/report';
import { result } from './en/result';
import { settings } from './en/settings';
import { teach } from './en/teach';
import { threshold } from './en/threshold';
import { trim } from './en/trim';

export const laterEnglish = {
  baseline,
  capture,
  check,
  classes,
  drift,
  export: exportWords,
  history,
  insights,
  jobs,
  learn,
  library,
  lot,
  nearest,
  neta,
  onnx,
  packFile,
  report,
  result,
  settings,
  teach,
  threshold,
  trim,
} as const;
