import type { LoadFault } from '../domain/operation';
import type { Pack, PackFault } from '../domain/pack';
import { fail, succeed, type Result } from '../domain/result';
import { extract, type ExtractFault, type ExtractTools, type Features, type OpenPack } from './extract';
import { goldenFault, goldenPicture } from './golden';
import { measure, type PictureNumbers } from './measure';
import { neededOutputs } from './network-outputs';
import type { OnnxSession } from './onnx-runtime';
import type { SessionPool } from './session-pool';
import type { UnpackedPack } from './unpack';

/** A pack whose open network computed the golden numbers. */
export interface CheckedPack {
  readonly open: OpenPack;
  readonly goldenNumbers: PictureNumbers;
}

/** Opens the network in `pool`, checks the names of its tensors and its numbers for the golden picture. */
export async function openPack(
  unpacked: UnpackedPack,
  pool: SessionPool,
  tools: ExtractTools,
): Promise<Result<CheckedPack, LoadFault>> {
  if (!(await tools.checkpoint({ step: 'open', done: 0, total: 1 }))) return fail({ kind: 'cancelled' });
  const session = await acquire(unpacked, pool);
  if (!session.ok) return session;
  const checked = await check({ unpacked, session: session.value }, tools);
  if (!checked.ok) await pool.release(unpacked.networkSha256);
  return checked;
}

async function acquire(
  { networkSha256, networkBytes }: UnpackedPack,
  pool: SessionPool,
): Promise<Result<OnnxSession, PackFault>> {
  try {
    return succeed(await pool.acquire(networkSha256, networkBytes));
  } catch (error) {
    return fail({ kind: 'bad-network', detail: error instanceof Error ? error.message : String(error) });
  }
}

async function check(open: OpenPack, tools: ExtractTools): Promise<Result<CheckedPack, LoadFault>> {
  const { pack } = open.unpacked;
  const nameFault = tensorNameFault(pack, open.session);
  if (nameFault !== undefined) return fail(nameFault);
  const features = await extractGolden(open, tools, { done: 0, total: 1 });
  if (!features.ok) return fail(asLoadFault(features.fault));
  const numbers = measure(features.value, open.unpacked);
  if (!numbers.ok) return numbers;
  const fault = goldenFault(numbers.value, pack);
  return fault === undefined ? succeed({ open, goldenNumbers: numbers.value }) : fail(fault);
}

/** Runs the golden picture; reported as the step `check`, or `compare` when backends are timed. */
export function extractGolden(
  open: OpenPack,
  tools: ExtractTools,
  { done, total }: { readonly done: number; readonly total: number },
): Promise<Result<Features, ExtractFault>> {
  const step = total === 1 ? 'check' : 'compare';
  return extract(goldenPicture(open.unpacked), open, {
    ...tools,
    checkpoint: () => tools.checkpoint({ step, done, total }),
  });
}

function tensorNameFault(pack: Pack, { inputNames, outputNames }: OnnxSession): PackFault | undefined {
  const { input } = pack.network;
  if (!inputNames.includes(input)) return { kind: 'missing-output', output: input, found: inputNames };
  const output = neededOutputs(pack).find((name) => !outputNames.includes(name));
  return output === undefined ? undefined : { kind: 'missing-output', output, found: outputNames };
}

function asLoadFault(fault: ExtractFault): LoadFault {
  switch (fault.kind) {
    case 'pack-fault':
      return fault.fault;
    case 'network-failed':
      return { kind: 'bad-network', detail: fault.detail };
    case 'cancelled':
      return fault;
  }
}
