/** What a host did with a file, in a form that can be compared with other hosts. */
import { isFileFault, type FileFault } from '../../../src/domain/file-fault';
import type { InspectFault, Verdict } from '../../../src/domain/inspection';
import type { Result } from '../../../src/domain/result';
import { describeInspectFault } from '../../../src/words/fault-text';
import { nodeEnglish } from '../../../src/words/node-english';
import { createWords } from '../../../src/words/words';

/** The fields of a result that the command line and the server share. */
export type WireResult = Readonly<Record<string, unknown>>;

export interface HostOutcome {
  /** The calibrated score, or null. */
  readonly score: number | null;
  readonly level: string | null;
  readonly boxes: number;
  /** The code of a refusal by the pack. */
  readonly refused: string | undefined;
  /** The text of a fault. */
  readonly fault: string | undefined;
}

const none: HostOutcome = { score: null, level: null, boxes: 0, refused: undefined, fault: undefined };

/** Of the engine itself. */
export function outcomeOf(result: Result<{ readonly verdict: Verdict }, InspectFault | FileFault>): HostOutcome {
  if (!result.ok) return { ...none, fault: textOf(result.fault) };
  const { refused, anomaly } = result.value.verdict;
  if (refused !== undefined) return { ...none, refused: refused.code };
  return { ...none, score: anomaly?.score ?? null, level: anomaly?.level ?? null, boxes: anomaly?.boxes.length ?? 0 };
}

/** Of a row of the command line, or an answer of the server. */
export function wireOutcome(row: WireResult): HostOutcome {
  const { anomaly_score: score, classification, bounding_boxes: boxes, refused, error } = row;
  if (typeof refused === 'string') return { ...none, refused };
  if (typeof error === 'string') return { ...none, fault: error };
  return {
    ...none,
    score: typeof score === 'number' ? score : null,
    level: typeof classification === 'string' ? classification : null,
    boxes: Array.isArray(boxes) ? boxes.length : 0,
  };
}

const words = createWords({ tag: 'en' }, nodeEnglish);

function textOf(fault: InspectFault | FileFault): string {
  if (isFileFault(fault)) throw new Error('the file could not be read');
  const { title, advice } = describeInspectFault(words, fault);
  return `${title} ${advice}`;
}
