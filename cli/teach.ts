/** `fieldgrade teach`: a pack from pictures of good pieces, written as a `.fieldpack`. */
import { openNamedPack, type NamedPack } from '../node-host/named-pack';
import { loadPackBytes } from '../node-host/pack-folder';
import type { CloseLook, TaughtIdentity } from '../src/domain/anomaly-teaching';
import type { InspectFault } from '../src/domain/inspection';
import { fail, type Result } from '../src/domain/result';
import type { TeachFault } from '../src/domain/teach-fault';
import { mostPicturesOf } from '../src/domain/teaching';
import type { TaughtFromPictures } from '../src/engine/teach/teach-pictures';
import type { NodeWords } from '../src/words/words';
import type { Interruption } from './interruption';
import { print, warn } from './standard-streams';
import { refuse, refuseNamedPack } from './refuse-pack';
import { explainTeachFault, teachCheckpoint, teachProgress, teachingText } from './teach-text';
import { identityOf, refusalOfOut, writeTaught } from './taught-file';
import { teachingEngine } from './teaching-engine';
import { openTeachPictures, type TeachPictures } from './teach-pictures';
import type { TeachOptions } from './teach-options';

/** Teaches and writes the pack. Resolves to the exit code. */
export async function runTeach(words: NodeWords, options: TeachOptions, interruption: Interruption): Promise<number> {
  const refusal = await refusalOfOut(words, options);
  if (refusal !== undefined) return refuse(2, refusal);
  const named = await openNamedPack(options.pack, options.models);
  if (!named.ok) return refuseNamedPack(words, named.fault);
  const found = await openTeachPictures(words, options);
  if (!found.ok) return refuse(2, found.fault);
  const identity = identityOf(named.value, options);
  const taught = await teach({ words, named: named.value, found: found.value, identity, options, interruption });
  for (const each of found.value.unread) warn(words.say('cliTeach.unread', each));
  if (interruption.exitCode() !== undefined) return refuse(interruption.exitCode() ?? 1, words.say('cliTeach.stopped'));
  if (!taught.ok) return refuse(1, explainTeachFault(words, taught.fault));
  const written = await writeTaught(words, taught.value.bytes, identity, options);
  if (!written.ok) return refuse(1, written.fault);
  await print(teachingText(words, taught.value.report, { ...written.value, identity }));
  return found.value.unread.length === 0 ? 0 : 1;
}

interface TeachRun {
  readonly words: NodeWords;
  readonly named: NamedPack;
  readonly found: TeachPictures;
  readonly identity: TaughtIdentity;
  readonly options: TeachOptions;
  readonly interruption: Interruption;
}

async function teach({
  words,
  named,
  found,
  identity,
  options: { seed, closeLook, runtime },
  interruption: { signal },
}: TeachRun): Promise<Result<TaughtFromPictures, TeachFault | InspectFault>> {
  const engine = await teachingEngine(runtime, found.pictures.length > mostPicturesOf({ kind: 'anomaly' }));
  const loaded = await loadPackBytes(engine, named.bytes);
  if (!loaded.ok) return fail({ kind: 'pack-fault', fault: loaded.fault });
  const progress = teachProgress(words, process.stderr);
  try {
    return await engine.teach({
      packId: named.pack.id,
      pictures: found.pictures,
      options: { identity, seed, closeLook: lookOf(closeLook) },
      checkpoint: teachCheckpoint(progress, signal),
    });
  } finally {
    progress.clear();
  }
}

function lookOf(typed: TeachOptions['closeLook']): CloseLook {
  return typed === '2' ? 2 : typed === '3' ? 3 : typed;
}
