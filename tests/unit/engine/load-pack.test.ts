import { expect, test } from 'vitest';
import type { PackBytes } from '../../../src/domain/loaded-pack';
import type { LoadFault } from '../../../src/domain/operation';
import { createNodeEngine } from '../../../node-host/node-engine';
import { makePack, plainInput, type PackPlan } from '../../support/make-pack';

const plan: PackPlan = {
  input: plainInput(8, 'nchw'),
  network: { file: 'network', input: 'image', grade: 'grade' },
  grade: {
    source: { kind: 'network' },
    activation: { kind: 'softmax', temperature: 1 },
    labels: ['red', 'green', 'blue'].map((name) => ({ name, title: name })),
    reject: [],
    indicative: false,
  },
};
const pack = makePack(plan, 'nchw-logits');

test('PACK-4 a missing file is named', async () => {
  const { network, ...rest } = pack.files;
  expect(network).toBeDefined();
  expect(await faultOf({ ...pack, files: rest })).toEqual({ kind: 'missing-file', file: 'network' });
});

test('PACK-4 a file of another size is refused with both sizes', async () => {
  const golden = new ArrayBuffer(7);
  expect(await faultOf({ ...pack, files: { ...pack.files, golden } })).toEqual({
    kind: 'wrong-size',
    file: 'golden',
    wantedBytes: 192,
    foundBytes: 7,
  });
});

test('PACK-4 a changed file of the right size is refused by its hash', async () => {
  const golden = new Uint8Array(192).fill(127).buffer;
  expect(await faultOf({ ...pack, files: { ...pack.files, golden } })).toEqual({ kind: 'wrong-hash', file: 'golden' });
});

test('PACK-5 tensor names that the network lacks are refused with those it has', async () => {
  const renamedInput = makePack({ ...plan, network: { file: 'network', input: 'x', grade: 'grade' } }, 'nchw-logits');
  const renamedOutput = makePack({ ...plan, network: { file: 'network', input: 'image', grade: 'y' } }, 'nchw-logits');
  expect(await faultOf(renamedInput)).toEqual({ kind: 'missing-output', output: 'x', found: ['image'] });
  expect(await faultOf(renamedOutput)).toEqual({ kind: 'missing-output', output: 'y', found: ['grade'] });
});

test('PACK-5 bytes that are no network are refused', async () => {
  const rubbish = makePack(plan, 'nchw-logits', { network: new Uint8Array(100).fill(7) });
  expect(await faultOf(rubbish)).toMatchObject({ kind: 'bad-network' });
});

test('PACK-6 a network that wants another input size is refused', async () => {
  const larger = makePack({ ...plan, input: plainInput(16, 'nchw') }, 'nchw-logits');
  expect(await faultOf(larger)).toMatchObject({ kind: 'bad-network' });
});

test('PACK-7 a pack that disagrees with its golden numbers is refused with how far it is off', async () => {
  const fault = await faultOf(withGolden([0.9, 0.05, 0.05]));
  expect(fault).toMatchObject({ kind: 'golden-disagrees', what: 'probabilities', tolerance: 0.001 });
  expect(fault?.kind === 'golden-disagrees' && fault.worst).toBeCloseTo(0.9 - 1 / 3, 3);
});

test('PACK-7 a pack that agrees within its tolerance is used', async () => {
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
