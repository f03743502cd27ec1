/** Which callers an endpoint admits. */
import type { IntakeFault } from '../../src/protocol/intake';
import { fail, succeed, type Result } from '../../src/domain/result';
import type { Caller } from './caller';

/** Lets a caller in or not; `Who` is what the endpoint then knows of it. */
export interface Admission<Who> {
  /** As the OpenAPI document says it. */
  readonly words: string;
  readonly needsToken: boolean;
  readonly admit: (caller: Caller | undefined) => Result<Who, IntakeFault>;
}

/** Without a token. */
export const anyone: Admission<undefined> = {
  words: 'Needs no token.',
  needsToken: false,
  admit: () => succeed(undefined),
};

/** Devices only. */
export const devices: Admission<Extract<Caller, { role: 'device' }>> = {
  words: "Needs a device's token.",
  needsToken: true,
  admit: (caller) => (caller?.role === 'device' ? succeed(caller) : fail({ kind: 'not-allowed' })),
};

/** Engineers only. */
export const engineers: Admission<Extract<Caller, { role: 'engineer' }>> = {
  words: "Needs an engineer's token.",
  needsToken: true,
  admit: (caller) => (caller?.role === 'engineer' ? succeed(caller) : fail({ kind: 'not-allowed' })),
};

/** A device for its own, an engineer for all. */
export const everybody: Admission<Caller> = {
  words: "Needs a token: a device's for its own, an engineer's for all.",
  needsToken: true,
  admit: (caller) => (caller === undefined ? fail({ kind: 'no-token' }) : succeed(caller)),
};
