import type { Pack, PackFault } from '../domain/pack';
import { fail, succeed, type Result } from '../domain/result';
import { examine, type Examination, type ExamineFault, type ExamineTools } from './examine';
import { goldenFault, goldenPicture } from './golden';
import type { OnnxSession } from './ports';
import { neededOutputs, type PackParts, type ReadyPack } from './ready-pack';
import type { SessionPool } from './session-pool';

/** A pack whose network is open and gave the golden numbers. */
export interface ProvenPack {
  readonly ready: ReadyPack;
  readonly golden: Examination;
}

/** Opens the network in `pool`, checks the names of its tensors, and has it say of the golden picture what it must. */
export async function openPack(
  parts: PackParts,
  pool: SessionPool,
  tools: ExamineTools,
): Promise<Result<ProvenPack, PackFault>> {
  const session = await acquire(parts, pool);
  if (!session.ok) return session;
  const ready = { parts, session: session.value };
  const proven = await prove(ready, tools);
  if (!proven.ok) await pool.release(parts.networkSha256);
  return proven;
}

async function acquire(parts: PackParts, pool: SessionPool): Promise<Result<OnnxSession, PackFault>> {
  try {
    return succeed(await pool.acquire(parts.networkSha256, parts.networkBytes));
  } catch (error) {
    return fail({ kind: 'bad-network', detail: error instanceof Error ? error.message : String(error) });
  }
}

async function prove(ready: ReadyPack, tools: ExamineTools): Promise<Result<ProvenPack, PackFault>> {
  const { pack } = ready.parts;
  const nameFault = tensorNameFault(pack, ready.session);
  if (nameFault !== undefined) return fail(nameFault);
  const golden = await examine(goldenPicture(ready.parts), ready, tools);
  if (!golden.ok) return fail(asPackFault(golden.fault));
  const disagreement = goldenFault(golden.value.numbers, pack);
  return disagreement === undefined ? succeed({ ready, golden: golden.value }) : fail(disagreement);
}

function tensorNameFault(pack: Pack, { inputNames, outputNames }: OnnxSession): PackFault | undefined {
  const { input } = pack.network;
  if (!inputNames.includes(input)) return { kind: 'missing-output', output: input, found: inputNames };
  const output = neededOutputs(pack).find((name) => !outputNames.includes(name));
  return output === undefined ? undefined : { kind: 'missing-output', output, found: outputNames };
}

function asPackFault(fault: ExamineFault): PackFault {
  switch (fault.kind) {
    case 'pack-fault':
      return fault.fault;
    case 'network-failed':
      return { kind: 'bad-network', detail: fault.detail };
    case 'cancelled':
      return { kind: 'bad-network', detail: 'the check was cancelled' };
  }
}
