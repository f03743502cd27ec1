import type { Context } from 'hono';
import type { Result } from '../../src/domain/result';
import type { IntakeFault } from '../../src/protocol/intake';
import type { ImportAnswer } from '../../src/protocol/intake-records';
import type { NodeWords } from '../../src/words/words';
import type { ServerDependencies } from '../dependencies';
import type { OfficeTime } from './office-time';
import type { Session } from './session';

/** The names of the severity levels of each installed pack, by its id. */
export type PackLevels = ReadonlyMap<string, readonly string[]>;

/** What the office needs from the rest of the server. */
export interface OfficeDependencies extends ServerDependencies {
  /** IANA name, for example `Asia/Kolkata`. */
  readonly timeZone: string;
  readonly packLevels: PackLevels;
  /** The network address of the client. */
  readonly addressOf: (context: Context) => string;
  /** Aborted when the server begins to shut down: ends the streams, which would not end otherwise. */
  readonly ending: AbortSignal;
  /** The intake's import of a ZIP of exported changes. */
  readonly importQueue: (
    zip: ReadableStream<Uint8Array>,
    by: { readonly engineer: string; readonly requestId: string },
  ) => Promise<Result<ImportAnswer, IntakeFault>>;
}

/** What every route of the office needs. */
export interface RouteDependencies extends OfficeDependencies {
  readonly words: NodeWords;
  readonly time: OfficeTime;
  /** Changes with the content of the style sheets and the script. */
  readonly assetTag: string;
}

/** Set on every request of a signed-in engineer. */
export interface OfficeEnv {
  readonly Variables: { session: Session; requestId: string };
}
