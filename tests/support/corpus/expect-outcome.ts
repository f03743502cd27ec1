import type { CorpusFile } from './corpus-file';
import type { HostOutcome } from './host-outcome';

/** Hosts decode and compute with other libraries; of the calibrated score, 0–1. Measured: 2e-3 for CMYK, 5e-4 for the rest. */
const hostTolerance = 0.01;

/** What is wrong with the outcome of a file on a host; undefined if it is right. `outcomes` are those of all files there. */
export function problemOf(file: CorpusFile, outcomes: ReadonlyMap<string, HostOutcome>): string | undefined {
  const found = outcomes.get(file.name);
  if (found === undefined) return 'no outcome';
  const { expected } = file;
  switch (expected.kind) {
    case 'fault':
      return expected.text.test(found.fault ?? '')
        ? undefined
        : `${describe(found)} instead of ${String(expected.text)}`;
    case 'alike':
      return found.fault === undefined ? undefined : describe(found);
    case 'scene': {
      const like = outcomes.get(expected.like);
      if (like?.score == null || found.score === null) return `${describe(found)} instead of a score`;
      const isNear = Math.abs(found.score - like.score) <= expected.tolerance;
      return isNear ? undefined : `${describe(found)} instead of ${describe(like)}`;
    }
  }
}

/** Whether the text says that the host lacks the format, and how to convert the file. */
export function saysLacking({ fault = '' }: HostOutcome): boolean {
  return /cannot be opened here\..*Save it as JPEG/.test(fault);
}

/** How two hosts differ; undefined if they agree. */
export function difference(one: HostOutcome, other: HostOutcome): string | undefined {
  const isSame =
    one.fault === other.fault &&
    one.refused === other.refused &&
    one.level === other.level &&
    Math.abs((one.score ?? 0) - (other.score ?? 0)) <= hostTolerance &&
    (one.score === null) === (other.score === null);
  return isSame ? undefined : `${describe(one)} against ${describe(other)}`;
}

function describe({ score, level, refused, fault }: HostOutcome): string {
  return fault ?? refused ?? `${String(score)} ${String(level)}`;
}
