import { expect, test } from 'vitest';
import type { PackBytes } from '../../../src/domain/loaded-pack';
import type { LoadFault } from '../../../src/domain/operation';
import { createNodeEngine } from '../../../node-host/node-engine';
import { gradePlan, makePack, plainInput } from '../../support/make-pack';

const plan = gradePlan('red', 'green', 'blue');
const pack = makePack(plan, 'nchw-logits');

test('PACK-4 reports the name of a missing file', async () => {
  const { network, ...rest } = pack.files;
  expect(network).toBeDefined();
  expect(await faultOf({ ...pack, files: rest })).toEqual({ kind: 'missing-file', file: 'network' });
});

test('PACK-4 refuses a file of another size and reports both sizes', async () => {
  const golden = new ArrayBuffer(7);
  expect(await faultOf({ ...pack, files: { ...pack.files, golden } })).toEqual({
    kind: 'wrong-size',
    file: 'golden',
    wantedBytes: 192,
    foundBytes: 7,
  });
});

test('PACK-4 refuses a changed file of the right size by its hash', async () => {
  const golden = new Uint8Array(192).fill(127).buffer;
  expect(await faultOf({ ...pack, files: { ...pack.files, golden } })).toEqual({ kind: 'wrong-hash', file: 'golden' });
});

test('PACK-5 refuses tensor names that the network lacks and reports those it has', async () => {
  const renamedInput = makePack({ ...plan, network: { file: 'network', input: 'x', grade: 'grade' } }, 'nchw-logits');
  const renamedOutput = makePack({ ...plan, network: { file: 'network', input: 'image', grade: 'y' } }, 'nchw-logits');
  expect(await faultOf(renamedInput)).toEqual({ kind: 'missing-output', output: 'x', found: ['image'] });
  expect(await faultOf(renamedOutput)).toEqual({ kind: 'missing-output', output: 'y', found: ['grade'] });
});

test('PACK-5 refuses bytes that are not a network', async () => {
  const unreadable = makePack(plan, 'nchw-logits', { network: new Uint8Array(100).fill(7) });
  expect(await faultOf(unreadable)).toMatchObject({ kind: 'bad-network' });
});

test('PACK-6 refuses a network with another input size', async () => {
  const larger = makePack({ ...plan, input: plainInput(16, 'nchw') }, 'nchw-logits');
  expect(await faultOf(larger)).toMatchObject({ kind: 'bad-network' });
});

test('PACK-7 refuses a pack whose golden numbers differ and reports the difference', async () => {
  const fault = await faultOf(withGolden([0.9, 0.05, 0.05]));
  expect(fault).toMatchObject({ kind: 'golden-disagrees', what: 'probabilities', tolerance: 0.001 });
  expect(fault?.kind === 'golden-disagrees' && fault.worst).toBeCloseTo(0.9 - 1 / 3, 3);
});

test('PACK-7 accepts a pack whose golden numbers agree within its tolerance', async () => {
  expect(await faultOf(withGolden([0.3336, 0.333, 0.333]))).toBeUndefined();
});

function withGolden(probabilities: readonly number[]): PackBytes {
  const picture = { file: 'golden', widthPx: 8, heightPx: 8 };
  return makePack({ ...plan, golden: { picture, expected: { probabilities }, tolerance: 0.001 } }, 'nchw-logits');
}

async function faultOf(bytes: PackBytes): Promise<LoadFault | undefined> {
  const loaded = await createNodeEngine().load(bytes);
  return loaded.ok ? undefined : loaded.fault;
}
