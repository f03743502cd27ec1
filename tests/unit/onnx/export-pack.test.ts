import { expect, test } from 'vitest';
import type { Pack } from '../../../src/domain/pack';
import { exportPack } from '../../../src/onnx/export/export-pack';
import { message } from '../../../src/onnx/protobuf';
import { onnxModel, onnxNode } from '../../support/make-onnx';
import { fullPack } from '../../support/full-pack';

const network = onnxModel([onnxNode('Relu')]);

test('PKF-13 a pack with an empty bank is refused', () => {
  expect(faultOf(fullPack, (anomaly) => ({ ...anomaly, bank: { ...anomaly.bank, rows: 0 } }))).toEqual({
    kind: 'pack-not-taught',
    packId: 'full-pack',
  });
});

test('PKF-13 a network with an operator set before 13 is refused', () => {
  const old = message([1, 8], [7, message([1, onnxNode('Relu')])], [8, message([1, ''], [2, 11])]);
  const result = exportPack({ pack: fullPack, files: { network: new Uint8Array(old).buffer }, shapes: {} });
  expect(result).toMatchObject({ ok: false, fault: { kind: 'old-operators', found: 11, wanted: 13 } });
});

test('PKF-13 ignored areas are refused where the picture is not stretched', () => {
  expect(faultOf(fullPack, (anomaly) => anomaly)).toEqual({ kind: 'ignored-areas-move' });
});

function faultOf(pack: Pack, change: (anomaly: NonNullable<Pack['anomaly']>) => NonNullable<Pack['anomaly']>) {
  if (pack.anomaly === undefined) throw new Error('the pack has no anomaly part');
  const changed = { ...pack, anomaly: change(pack.anomaly) };
  const result = exportPack({ pack: changed, files: { network: new Uint8Array(network).buffer }, shapes: {} });
  return result.ok ? undefined : result.fault;
}
