/** One picture through one pack: pixels in, numbers out, each stage timed. */
import type { PackFault } from '../domain/pack';
import type { Picture } from '../domain/picture';
import { fail, succeed, type Result } from '../domain/result';
import { planFit } from '../vision/fit';
import { toTensor } from '../vision/to-tensor';
import type { Semaphore } from '../domain/semaphore';
import { measure, type PictureNumbers } from './measure';
import type { Viewed } from './measure-anomaly';
import type { DenseTensor, EngineHost } from './ports';
import { neededOutputs, type ReadyPack } from './ready-pack';

/** The numbers of a picture and what they took. */
export interface Examination {
  readonly numbers: PictureNumbers;
  readonly viewed: Viewed;
  readonly resizeMs: number;
  readonly networkMs: number;
  readonly measureMs: number;
}

/** Why a picture has no numbers. */
export type ExamineFault =
  | { readonly kind: 'pack-fault'; readonly fault: PackFault }
  | { readonly kind: 'network-failed'; readonly detail: string }
  | { readonly kind: 'cancelled' };

/** What examining needs besides picture and pack. `isCancelled` is asked when the network's turn has come. */
export interface ExamineTools {
  readonly host: EngineHost;
  readonly semaphore: Semaphore;
  readonly isCancelled?: () => boolean;
}

/** Resize, tensor, network, numbers. Only the network waits at the semaphore. */
export async function examine(
  picture: Picture,
  ready: ReadyPack,
  { host, semaphore, isCancelled }: ExamineTools,
): Promise<Result<Examination, ExamineFault>> {
  const { pack } = ready.parts;
  const viewed = viewOf(picture, ready);
  const startedMs = host.now();
  const tensor = toTensor(picture, pack.input);
  const resizedMs = host.now();
  const run = await semaphore.run(() => runNetwork(tensor, ready, host, isCancelled));
  if (!run.ok) return run;
  const measuredFromMs = host.now();
  const numbers = measure(run.value.outputs, ready.parts, viewed);
  if (!numbers.ok) return fail({ kind: 'pack-fault', fault: numbers.fault });
  const { networkMs } = run.value;
  const measureMs = host.now() - measuredFromMs;
  return succeed({ numbers: numbers.value, viewed, resizeMs: resizedMs - startedMs, networkMs, measureMs });
}

function viewOf(picture: Picture, { parts }: ReadyPack): Viewed {
  const { widthPx, heightPx, fit } = parts.pack.input;
  const { width, height } = picture;
  return { plan: planFit(picture, { width: widthPx, height: heightPx }, fit), picture: { width, height } };
}

interface NetworkRun {
  readonly outputs: Readonly<Record<string, DenseTensor>>;
  readonly networkMs: number;
}

/** The runtime throws what it likes; here that becomes a fault. */
async function runNetwork(
  tensor: DenseTensor,
  { parts, session }: ReadyPack,
  host: EngineHost,
  isCancelled?: () => boolean,
): Promise<Result<NetworkRun, ExamineFault>> {
  if (isCancelled?.() === true) return fail({ kind: 'cancelled' });
  const startedMs = host.now();
  try {
    const outputs = await session.run({ [parts.pack.network.input]: tensor }, neededOutputs(parts.pack));
    return succeed({ outputs, networkMs: host.now() - startedMs });
  } catch (error) {
    return fail({ kind: 'network-failed', detail: error instanceof Error ? error.message : String(error) });
  }
}
