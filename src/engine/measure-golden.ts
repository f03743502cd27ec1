import type { GoldenNumbers } from '../domain/golden-picture';
import type { PackBytes } from '../domain/loaded-pack';
import type { LoadFault } from '../domain/operation';
import type { PackFault } from '../domain/pack';
import { fail, succeed, type Result } from '../domain/result';
import type { ExtractTools } from './extract';
import { openPack } from './open-pack';
import type { SessionPool } from './session-pool';
import { unpack } from './unpack';

/** What a pack gives for its golden picture. The network is closed again. */
export async function measureGolden(
  bytes: PackBytes,
  pool: SessionPool,
  tools: ExtractTools,
): Promise<Result<GoldenNumbers, PackFault>> {
  const unpacked = await unpack(bytes, tools);
  if (!unpacked.ok) return fail(uncancelled(unpacked.fault));
  const opened = await openPack(unpacked.value, pool, tools);
  if (!opened.ok) return fail(uncancelled(opened.fault));
  await pool.release(unpacked.value.networkSha256);
  const { anomaly, probabilities } = opened.value.goldenNumbers;
  return succeed({ ...(anomaly && { rawScore: anomaly.rawScore }), ...(probabilities && { probabilities }) });
}

function uncancelled(fault: LoadFault): PackFault {
  if (fault.kind === 'cancelled') throw new Error('a measurement without a checkpoint was cancelled');
  return fault;
}
