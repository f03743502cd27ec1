/** The pack that a teaching writes: its identity, and its file. */
import { randomUUID } from 'node:crypto';
import { access, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname } from 'node:path';
import { writeFieldPackFile } from '../node-host/field-pack-file';
import type { NamedPack } from '../node-host/named-pack';
import { sha256Hex } from '../node-host/sha256';
import type { TaughtIdentity } from '../src/domain/anomaly-teaching';
import { fieldPackExtension } from '../src/domain/pack-file-name';
import type { PackBytes } from '../src/domain/loaded-pack';
import { textIn } from '../src/domain/localised-text';
import { fail, succeed, type Result } from '../src/domain/result';
import { firstVersion, nextVersion } from '../src/domain/pack-version';
import { taughtPackId } from '../src/domain/teaching';
import { describePackFault } from '../src/words/fault-text';
import type { NodeWords } from '../src/words/words';
import { codeOf } from './standard-streams';
import type { TeachOptions } from './teach-options';

/** Why the file cannot be written, before the work that may take minutes; undefined if it can. */
export async function refusalOfOut(
  words: NodeWords,
  { out, overwrite }: Pick<TeachOptions, 'out' | 'overwrite'>,
  extension: string = fieldPackExtension,
): Promise<string | undefined> {
  if (!out.endsWith(extension)) return words.say('cliTeach.wrongName', { file: out, extension });
  if (!(await doesExist(dirname(out)))) return words.say('cliTeach.noFolder', { folder: dirname(out) });
  return !overwrite && (await doesExist(out)) ? words.say('cliTeach.exists', { file: out }) : undefined;
}

async function doesExist(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** A new pack, or the next version of a taught one. */
export function identityOf(
  { pack, bytes }: Pick<NamedPack, 'pack' | 'bytes'>,
  { title, out }: Pick<TeachOptions, 'out'> & { readonly title?: string },
): TaughtIdentity {
  const taughtAt = new Date().toISOString();
  if (pack.taught === undefined) {
    return {
      id: taughtPackId(randomUUID()),
      version: firstVersion,
      title: title ?? basename(out, fieldPackExtension),
      taughtAt,
    };
  }
  return {
    id: pack.id,
    version: nextVersion([pack.version], 'knowledge'),
    title: title ?? textIn(pack.title, 'en'),
    taughtAt,
    previousSha256: sha256Hex(new Uint8Array(bytes.manifest)),
  };
}

/** What was written. */
export interface WrittenPack {
  readonly file: string;
  readonly bytes: number;
  readonly hasReplaced: boolean;
}

/** Writes the file as a whole or not at all. The fault is the message. */
export async function writeTaught(
  words: NodeWords,
  bytes: PackBytes,
  { taughtAt }: Pick<TaughtIdentity, 'taughtAt'>,
  options: Pick<TeachOptions, 'out' | 'overwrite' | 'models'>,
): Promise<Result<WrittenPack, string>> {
  const { out, models } = options;
  const part = `${out}.part`;
  try {
    const refusal = await refusalOfOut(words, options);
    if (refusal !== undefined) return fail(refusal);
    const hasReplaced = await doesExist(out);
    const written = await writeFieldPackFile(part, bytes, {
      modelsFolder: models,
      signedAt: taughtAt,
      signerName: hostname(),
    });
    if (!written.ok) return fail(words.say('cli.fault', { ...describePackFault(words, written.fault) }));
    await rename(part, out);
    return succeed({ file: out, bytes: written.value, hasReplaced });
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    return fail(words.say('cliTeach.notWritten', { file: out, code: codeOf(error) }));
  }
}
