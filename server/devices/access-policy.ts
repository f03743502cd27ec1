/** Which callers may use an endpoint. */
import type { IntakeFault } from '../../src/protocol/intake';
import { fail, succeed, type Result } from '../../src/domain/result';
import type { Caller } from './caller';

/** Admits a caller or returns a fault. `Who` is what the endpoint knows about the caller. */
export interface AccessPolicy<Who> {
  /** For the OpenAPI document. */
  readonly description: string;
  readonly needsToken: boolean;
  readonly admit: (caller: Caller | undefined) => Result<Who, IntakeFault>;
}

/** Without a token. */
export const anyone: AccessPolicy<undefined> = {
  description: 'Needs no token.',
  needsToken: false,
  admit: () => succeed(undefined),
};

/** Devices only. */
export const devices: AccessPolicy<Extract<Caller, { role: 'device' }>> = {
  description: "Needs a device's token.",
  needsToken: true,
  admit: (caller) => (caller?.role === 'device' ? succeed(caller) : fail({ kind: 'not-allowed' })),
};

/** Engineers only. */
export const engineers: AccessPolicy<Extract<Caller, { role: 'engineer' }>> = {
  description: "Needs an engineer's token.",
  needsToken: true,
  admit: (caller) => (caller?.role === 'engineer' ? succeed(caller) : fail({ kind: 'not-allowed' })),
};

/** A device for its own records, an engineer for all. */
export const devicesAndEngineers: AccessPolicy<Caller> = {
  description: "Needs a token: a device's for its own records, an engineer's for all.",
  needsToken: true,
  admit: (caller) => (caller === undefined ? fail({ kind: 'no-token' }) : succeed(caller)),
};
