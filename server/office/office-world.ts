import type { Context } from 'hono';
import type { IntakeFault } from '../../src/protocol/intake';
import type { ImportAnswer } from '../../src/protocol/intake-records';
import type { Result } from '../../src/domain/result';
import type { ServerDependencies } from '../dependencies';
import type { OfficeTime } from './moments';
import type { Session } from './session';

/** What the office asks of the rest of the server. */
export interface OfficeWorld extends ServerDependencies {
  /** IANA name, as `Asia/Kolkata`. */
  readonly timeZone: string;
  /** The network address of who asks. */
  readonly addressOf: (context: Context) => string;
  /** Aborted when the server begins to shut down: streams that never end by themselves end then. */
  readonly ending: AbortSignal;
  /** The intake's import of a queue ZIP. */
  readonly importQueue: (
    zip: ReadableStream<Uint8Array>,
    by: { readonly engineer: string; readonly requestId: string },
  ) => Promise<Result<ImportAnswer, IntakeFault>>;
}

/** What the routes of the office share. */
export interface OfficeParts {
  readonly world: OfficeWorld;
  readonly time: OfficeTime;
  /** Of the static files. */
  readonly assetTag: string;
}

/** Set on every request of someone who is signed in. */
export interface OfficeEnv {
  readonly Variables: { session: Session; requestId: string };
}
