import { expect, test } from 'vitest';
import { parseLabels } from '../../../src/onnx/import/labels-file';

const many: readonly (readonly [string, string])[] = [
  ['one a line', 'good\nbad\r\n\nunsure\n'],
  ['with commas', 'good, bad,unsure'],
  ['a list', '["good", "bad", "unsure"]'],
  ['id2label of Hugging Face', '{"model_type": "vit", "id2label": {"0": "good", "1": "bad", "2": "unsure"}}'],
  ['names of Ultralytics', "{0: 'good', 1: 'bad', 2: 'unsure'}"],
  ['label_names of timm', '{"architecture": "resnet18", "label_names": ["good", "bad", "unsure"]}'],
  ['signature.json of Lobe', '{"format": "onnx", "classes": {"Label": ["good", "bad", "unsure"]}}'],
];

test.each(many)('IMP-5 labels are read from a file with them: %s', (_, text) => {
  expect(parseLabels(text)).toEqual(['good', 'bad', 'unsure']);
});

test('IMP-5 JSON without labels gives none', () => {
  expect(parseLabels('{"a": {"b": 3}}')).toEqual([]);
  expect(parseLabels('[1, 2')).toEqual([]);
});
