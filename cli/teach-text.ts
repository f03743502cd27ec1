/** The progress and the result of a teaching, as text. */
import { setImmediate } from 'node:timers/promises';
import type { AnomalyTeachReport, LookResult, TaughtIdentity } from '../src/domain/anomaly-teaching';
import type { InspectFault } from '../src/domain/inspection';
import type { Checkpoint, Progress } from '../src/domain/operation';
import type { TeachFault } from '../src/domain/teach-fault';
import { describeInspectFault } from '../src/words/fault-text';
import type { NodeWords } from '../src/words/words';
import type { WrittenPack } from './taught-file';

/** Why nothing was taught, and what to do next. */
export function explainTeachFault(words: NodeWords, fault: TeachFault | InspectFault): string {
  const { say } = words;
  switch (fault.kind) {
    case 'no-normal-pictures':
    case 'other-look':
      return say('cliTeach.notTaught', { reason: say(`cliTeach.fault.${fault.kind}`) });
    case 'base-without-anomaly':
      return say('cliTeach.notTaught', { reason: say('cliTeach.fault.base-without-anomaly', { pack: fault.packId }) });
    case 'unusable-picture':
      return say('cliTeach.notTaught', { reason: say('cliTeach.fault.unusable-picture', { file: fault.name }) });
    case 'too-few-classes':
      return say('cliTeach.notTaught', { reason: say('cliTrain.fault.too-few-classes') });
    case 'too-few-of-class':
      return say('cliTeach.notTaught', { reason: say('cliTrain.fault.too-few-of-class', { ...fault }) });
    case 'base-without-embedding':
      return say('cliTeach.notTaught', {
        reason: say('cliTrain.fault.base-without-embedding', { pack: fault.packId }),
      });
    default:
      return say('cliTeach.notTaught', { reason: say('cli.fault', { ...describeInspectFault(words, fault) }) });
  }
}

/** Shows the progress, and ends the teaching once `signal` is aborted. */
export function teachCheckpoint({ update }: ReturnType<typeof teachProgress>, signal: AbortSignal): Checkpoint {
  return async (reached) => {
    update(reached);
    // Learning does not yield to the event loop: signals are handled here.
    await setImmediate();
    return !signal.aborted;
  };
}

/** The progress of a teaching on `stream`: a line that changes on a terminal, else a line for each step. */
export function teachProgress(words: NodeWords, stream: NodeJS.WriteStream) {
  let shown: Progress['step'] | undefined;
  const text = ({ step, done, total }: Progress) =>
    words.say(step === 'teach' ? 'cliTeach.learning' : 'cliTeach.reading', {
      done: Math.min(done + 1, total),
      count: total,
    });
  return {
    update: (reached: Progress) => {
      if (stream.isTTY) stream.write(`\r\u001b[K${text(reached)}`);
      else if (reached.step !== shown) stream.write(`${text(reached)}\n`);
      shown = reached.step;
    },
    clear: () => {
      if (stream.isTTY) stream.write('\r\u001b[K');
    },
  };
}

type Written = WrittenPack & { readonly identity: TaughtIdentity };

/** The result: the false-alarm rate of the pack, its results on faulty pictures, and the next step. */
export function teachingText(words: NodeWords, report: AnomalyTeachReport, written: Written): string {
  const { say } = words;
  const { title, version } = written.identity;
  const file = { title, version, file: written.file, size: words.bytes(written.bytes) };
  const lines = [
    say(written.hasReplaced ? 'cliTeach.replaced' : 'cliTeach.written', file),
    say('cliTeach.learned', { normals: report.normals }),
    ...promiseLines(words, report),
    ...qualityLines(words, report),
    ...lookLines(words, report),
    say('cliTeach.next', { file: written.file }),
  ];
  return `${lines.join('\n')}\n`;
}

function promiseLines({ say }: NodeWords, { falseAlarmRate, placedBy, more }: AnomalyTeachReport): readonly string[] {
  return [
    falseAlarmRate < 1 ? say('cliTeach.promise', { rate: ofHundred(falseAlarmRate) }) : say('cliTeach.noPromise'),
    ...(placedBy === 'prior' ? [say('cliTeach.byPrior')] : []),
    ...more.map((each) => say('cliTeach.more', { normals: each.normals, rate: ofHundred(each.falseAlarmRate) })),
  ];
}

/** Never fewer than the rate states. */
function ofHundred(rate: number): number {
  return Math.ceil(100 * rate - 1e-9);
}

function qualityLines({ say, list, number }: NodeWords, { quality, faulty }: AnomalyTeachReport): readonly string[] {
  if (quality === undefined) return [say('cliTeach.noQuality')];
  const { auroc, f1, f1Max, missed, falseAlarms } = quality;
  const figures = { auroc: number(auroc, 3), f1: number(f1, 3), f1Max: number(f1Max, 3) };
  return [
    say('cliTeach.quality', { found: faulty - missed.length, faulty, ...figures }),
    ...(missed.length > 0 ? [say('cliTeach.missed', { files: list(missed) })] : []),
    ...(falseAlarms.length > 0 ? [say('cliTeach.falseAlarms', { files: list(falseAlarms) })] : []),
  ];
}

function lookLines(words: NodeWords, { tiles, looks }: AnomalyTeachReport): readonly string[] {
  const { say } = words;
  return [
    tiles === undefined
      ? say('cliTeach.lookWhole')
      : say('cliTeach.lookTiles', { columns: tiles.columns, rows: tiles.rows }),
    ...(looks.length > 1
      ? [say('cliTeach.looks', { looks: words.list(looks.map((look) => lookText(words, look))) })]
      : []),
  ];
}

function lookText({ say, number, percent }: NodeWords, { tiles, spread, auroc }: LookResult): string {
  const look =
    tiles === undefined
      ? say('cliTeach.look.whole')
      : say('cliTeach.look.tiles', { columns: tiles.columns, rows: tiles.rows });
  return auroc === undefined
    ? say('cliTeach.look.withSpread', { look, spread: percent(spread) })
    : say('cliTeach.look.withAuroc', { look, spread: percent(spread), auroc: number(auroc, 3) });
}
