import { expect, test } from 'vitest';
import { createNodeEngine } from '../../../node-host/node-engine';
import { sha256Hex } from '../../../node-host/sha256';
import { fieldPackLimits } from '../../../src/domain/field-pack';
import type { PackBytes } from '../../../src/domain/loaded-pack';
import type { Pack } from '../../../src/domain/pack';
import { newSigner, packedFile, readPacked, signatureOf, signedZip, zipOf } from '../../support/field-pack-file';
import { colourAnomaly, floatBytes, gradePlan, makePack, plainInput } from '../../support/make-pack';
import { message } from '../../../src/onnx/protobuf';
import { onnxModel, onnxNode } from '../../support/make-onnx';

const pack = makePack(gradePlan('red', 'green', 'blue'), 'nchw-logits');
const network = new Uint8Array(pack.files['network'] ?? new ArrayBuffer());

test('PKF-1 a pack is read back byte for byte, and loads', async () => {
  const read = await readPacked(await packedFile(pack));
  expect(read.ok && read.value.bytes).toEqual(pack);
  expect(read.ok && read.value.packSha256).toBe(sha256Hex(new Uint8Array(pack.manifest)));
  expect(read.ok && (await createNodeEngine().load(read.value.bytes)).ok).toBe(true);
});

test('PKF-1 the same pack, key and time give the same bytes', async () => {
  const signer = newSigner();
  expect(await packedFile(pack, { signer })).toEqual(await packedFile(pack, { signer }));
});

test('PKF-1 a file that the manifest names twice is stored once', async () => {
  const twice = makePack(gradePlan('a', 'b', 'c'), 'nchw-logits', { copy: network });
  const read = await readPacked(await packedFile(twice));
  expect(read.ok && read.value.bytes).toEqual(twice);
  expect((await packedFile(twice)).byteLength).toBeLessThan((await packedFile(pack)).byteLength + 200);
});

test('PKF-14 a pack file that cannot be written fails with its cause', async () => {
  const lost = network.slice().buffer;
  structuredClone(lost, { transfer: [lost] });
  const broken = { ...pack, files: { ...pack.files, network: lost } };
  await expect(packedFile(broken)).rejects.toThrow(/detached/);
});

test('PKF-2 the signer and the fingerprint of its key are reported', async () => {
  const signer = newSigner();
  const read = await readPacked(await packedFile(pack, { signer, signerName: ' Ravi’s\nphone ' }));
  const digits = sha256Hex(signer.publicKey).slice(0, 32);
  expect(read.ok && read.value.signer).toEqual({
    fingerprint: digits.match(/.{4}/g)?.join(' '),
    name: 'Ravi’s phone',
    signedAt: '2026-11-26T10:00:00.000Z',
  });
});

test('PKF-2 an unsigned file is refused', async () => {
  expect(await faultOf(zipOf([['pack.json', new Uint8Array(pack.manifest)]]))).toEqual({ kind: 'unsigned' });
});

test('PKF-2 the signature of another manifest, time or name is refused', async () => {
  const other = await signatureOf(new TextEncoder().encode('{}').buffer);
  const own = await signatureOf(pack.manifest);
  expect(await faultOf(withSignature(other))).toEqual({ kind: 'wrong-signature' });
  expect(await faultOf(withSignature(own.replace('10:00', '11:00')))).toEqual({ kind: 'wrong-signature' });
  expect(await faultOf(withSignature(own.replace('Test phone', 'Office')))).toEqual({ kind: 'wrong-signature' });
  expect(await faultOf(withSignature(own))).toMatchObject({ kind: 'absent-files' });
});

test('PKF-2 a signature of the wrong form is refused with the field', async () => {
  const own = await signatureOf(pack.manifest);
  const fault = await faultOf(withSignature(own.replace('Ed25519', 'none')));
  expect(fault).toMatchObject({ kind: 'bad-signature-field', at: 'algorithm' });
  expect(await faultOf(withSignature('null'))).toMatchObject({ kind: 'bad-signature-field' });
});

test('PKF-3 a network that the receiver has is not copied', async () => {
  const hash = sha256Hex(network);
  const small = await packedFile(pack, { leaveOut: new Set([hash]) });
  const knownFile = (wanted: string) => Promise.resolve(wanted === hash ? pack.files['network'] : undefined);
  const read = await readPacked(small, { knownFile });
  expect(read.ok && [read.value.bytes, read.value.present]).toEqual([pack, ['network']]);
  expect(await faultOf(Promise.resolve(small))).toEqual({
    kind: 'absent-files',
    files: [{ name: 'network', sha256: hash, bytes: network.byteLength }],
  });
});

test('PKF-4 files that are not pack files are refused', async () => {
  expect(await faultOf(zipOf([['photo.jpg', 'x']]))).toEqual({ kind: 'not-a-field-pack' });
  expect(await faultOf(Promise.resolve(new Uint8Array(500)))).toEqual({ kind: 'not-a-field-pack' });
});

test('PKF-4 repeated, unsafe and too many entries are refused', async () => {
  const many = Array.from({ length: fieldPackLimits.entries + 1 }, (_, at) => [`files/${at}`, 'x'] as const);
  expect(await faultOf(zipOf(many))).toEqual({ kind: 'too-many-entries', limit: fieldPackLimits.entries });
  const file = await signedZip(pack.manifest, [['aaaaaaaaaaaaa', 'x']]);
  for (const unsafe of ['../../outside', '/root/outside', 'C:\\bb\\outside', 'aa\\..\\outside'])
    expect(await faultOf(Promise.resolve(renamed(file, 'aaaaaaaaaaaaa', unsafe)))).toEqual({ kind: 'unsafe-name' });
  const twice = await signedZip(pack.manifest, [['park.json', '{}']]);
  const fault = await faultOf(Promise.resolve(renamed(twice, 'park.json', 'pack.json')));
  expect(fault).toEqual({ kind: 'duplicate-entry', name: 'pack.json' });
});

test('PKF-4 an entry that expands beyond its stated size is not inflated', async () => {
  const name = `files/${sha256Hex(network)}`;
  const bomb = await signedZip(pack.manifest, [[name, new Uint8Array(50_000_000)]]);
  expect(bomb.byteLength).toBeLessThan(100_000);
  expect(await faultOf(Promise.resolve(bomb))).toEqual({
    kind: 'entry-too-large',
    name,
    limitBytes: network.byteLength,
  });
  const lying = withDeclaredSize(bomb, 50_000_000, network.byteLength);
  expect(await faultOf(Promise.resolve(lying))).toEqual({ kind: 'damaged-entry', name });
});

test('PKF-4 an entry that expands to many times its size is refused', async () => {
  const zeros = new Uint8Array(20_000_000);
  const large = makePack(gradePlan('a', 'b', 'c'), 'nchw-logits', { zeros });
  expect(await faultOf(packedFile(large))).toEqual({ kind: 'compressed-too-much', name: `files/${sha256Hex(zeros)}` });
});

test('PKF-4 a changed file is refused by its size and by its hash', async () => {
  const name = `files/${sha256Hex(network)}`;
  const changed = network.slice();
  changed[100] = (changed[100] ?? 0) ^ 1;
  const shorter = network.slice(1);
  const faultWith = (content: Uint8Array) => faultOf(signedZip(pack.manifest, [[name, content]]));
  expect(await faultWith(changed)).toEqual({ kind: 'pack-fault', fault: { kind: 'wrong-hash', file: 'network' } });
  expect(await faultWith(shorter)).toMatchObject({ kind: 'pack-fault', fault: { kind: 'wrong-size' } });
});

test('PKF-4 a manifest with faults is refused with the field', async () => {
  const manifest = edited((stated) => ({ ...stated, version: 'x' }));
  expect(await faultOf(signedZip(manifest, []))).toMatchObject({
    kind: 'pack-fault',
    fault: { kind: 'bad-field', at: 'version' },
  });
  const huge = edited((stated) => {
    const files = Object.entries(stated.files).map(([name, file]) => [
      name,
      { ...file, bytes: name === 'golden' ? file.bytes : 2 ** 40 },
    ]);
    return { ...stated, files: Object.fromEntries(files) as Pack['files'] };
  });
  expect(await faultOf(signedZip(huge, []))).toMatchObject({ kind: 'entry-too-large', name: 'network' });
});

test('PKF-4 a memory bank with too many numbers is refused', async () => {
  const rows = fieldPackLimits.bankNumbers;
  const manifest = edited((stated) => ({
    ...stated,
    files: { ...stated.files, bank: { path: 'bank.bin', bytes: rows * 3 * 2, sha256: 'a'.repeat(64) } },
    anomaly: { ...colourAnomaly, bank: { file: 'bank', rows, columns: 3, type: 'float16' } },
  }));
  const fault = await faultOf(signedZip(manifest, []));
  expect(fault).toEqual({ kind: 'bank-too-large', numbers: rows * 3, limit: fieldPackLimits.bankNumbers });
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
  'PKF-5 a memory bank with %s is refused',
  async (value) => {
    const plan = { input: plainInput(8, 'nchw'), network: { file: 'network', input: 'image' }, anomaly: colourAnomaly };
    const healthy = makePack(plan, 'nchw-logits', { bank: floatBytes([1, 2, -3]) });
    expect(await faultOf(packedFile(healthy))).toBeUndefined();
    const broken = makePack(plan, 'nchw-logits', { bank: floatBytes([1, value, -3]) });
    expect(await faultOf(packedFile(broken))).toEqual({ kind: 'not-finite', file: 'bank' });
  },
);

const external = message([8, 'w'], [2, 1], [13, message([1, 'location'], [2, '/etc/passwd'])], [14, 1]);
const nan = message([8, 'w'], [2, 1], [1, 1], [9, floatBytes([Number.NaN])]);
const infinity = message([8, 'w'], [2, 1], [1, 1], [9, floatBytes([Number.POSITIVE_INFINITY])]);

const networks: readonly [string, Uint8Array, object | undefined][] = [
  ['no model', new Uint8Array(64).fill(7), { kind: 'not-onnx' }],
  ['a cut-off model', network.slice(0, -10), { kind: 'not-onnx' }],
  ['a loop', onnxModel([onnxNode('Relu'), onnxNode('Loop')]), { kind: 'control-flow', operator: 'Loop' }],
  [
    'a graph in an attribute',
    onnxModel([onnxNode('Foo', [5, message([1, 'body'], [6, message([2, 'g'])])])]),
    { kind: 'control-flow', operator: 'Foo' },
  ],
  ['external data', onnxModel([onnxNode('Relu')], [external]), { kind: 'external-data', tensor: 'w' }],
  [
    'external data in an attribute',
    onnxModel([onnxNode('Constant', [5, message([1, 'value'], [5, external])])]),
    { kind: 'external-data', tensor: 'w' },
  ],
  ['an unknown domain', onnxModel([onnxNode('Shell', [7, 'evil'])]), { kind: 'unknown-operators', domain: 'evil' }],
  ['NaN weights', onnxModel([onnxNode('Relu')], [nan]), { kind: 'not-finite', file: 'network' }],
  ['a padding of Infinity', onnxModel([onnxNode('Relu')], [infinity]), undefined],
];

test.each(networks)('PKF-6 a network with %s is checked', async (_what, bytes, fault) => {
  const made = makePack(gradePlan('a', 'b', 'c'), 'nchw-logits', { network: bytes });
  expect(await faultOf(packedFile(made))).toEqual(fault);
});

async function faultOf(file: Promise<Uint8Array>): Promise<unknown> {
  const read = await readPacked(await file);
  return read.ok ? undefined : read.fault;
}

function withSignature(signature: string): Promise<Uint8Array> {
  return zipOf([
    ['pack.json', new Uint8Array(pack.manifest)],
    ['signature.json', signature],
  ]);
}

function edited(edit: (manifest: Pack) => unknown): PackBytes['manifest'] {
  const manifest = JSON.parse(new TextDecoder().decode(pack.manifest)) as Pack;
  return new Uint8Array(new TextEncoder().encode(JSON.stringify(edit(manifest)))).buffer;
}

/** The file with all occurrences of a name replaced by one of the same length: no ZIP writer makes such names. */
function renamed(file: Uint8Array, name: string, other: string): Uint8Array {
  const text = Buffer.from(file).toString('latin1');
  return new Uint8Array(Buffer.from(text.replaceAll(name, other), 'latin1'));
}

/** The file with another size in the directory entry. */
function withDeclaredSize(file: Uint8Array, real: number, declared: number): Uint8Array {
  const size = (bytes: number): string => Buffer.from(Uint32Array.of(bytes).buffer).toString('latin1');
  return renamed(file, size(real), size(declared));
}
