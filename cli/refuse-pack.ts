/** Messages about packs that cannot be used. Each resolves to the exit code. */
import type { NamedPackFault } from '../node-host/named-pack';
import { describeFieldPackFault } from '../src/words/field-pack-text';
import type { NodeWords } from '../src/words/words';
import { warn } from './standard-streams';

/** Exit code 2 for a wrong name, 1 for a pack that cannot be used. */
export function refuseNamedPack(words: NodeWords, fault: NamedPackFault): number {
  switch (fault.kind) {
    case 'unknown-pack':
      return refuse(2, words.say('cli.unknownPack', { pack: fault.named, known: words.list(fault.known) }));
    case 'unreadable-file':
      return refuse(2, `${fault.path}: ${unreadable(words, fault.code)}`);
    default:
      return refuse(1, words.say('cli.fault', { ...describeFieldPackFault(words, fault) }));
  }
}

/** Prints the message and passes the exit code on. */
export function refuse(exitCode: number, message: string): number {
  warn(message);
  return exitCode;
}

function unreadable(words: NodeWords, code: string): string {
  return code === 'ENOENT' ? words.say('cli.noFile') : words.say('cli.unreadableFile', { code });
}
