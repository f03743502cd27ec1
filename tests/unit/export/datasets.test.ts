import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { maskToBits } from '../../../src/domain/raster-bytes';
import type { InspectionRecord } from '../../../src/domain/record';
import type { ExportedFile } from '../../../src/export/exported-file';
import { makeExport, type ExportFormat, type ExportPlan } from '../../../src/export/make-export';
import { toPng } from '../../../node-host/to-png';
import {
  faultRecord,
  healthyRecord,
  jpegBytes,
  jpegSha256,
  refusedRecord,
  sourceOf,
} from '../../support/report-fixture';

const python = process.env['FIELDGRADE_PYTHON'] ?? 'python3';
/** `.ci/run` installs the readers; a Python without them skips the tests that need them. */
const hasReaders = spawnSync(python, ['-c', 'import pycocotools, PIL, yaml']).status === 0;
const isSkipped = !hasReaders && process.env['FIELDGRADE_PYTHON'] === undefined;
/** In the size that the records state. */
const photo = new Uint8Array(await sharp(jpegBytes).resize(640, 480).jpeg().toBuffer());
const maskSha256 = 'd'.repeat(64);
const size = { width: 64, height: 48 };

/** Two regions where the boxes of the fixture are, and one whose box a person has rejected. */
const mask = {
  ...size,
  data: Uint8Array.from({ length: size.width * size.height }, (_, cell) => {
    const [x, y] = [cell % size.width, Math.floor(cell / size.width)];
    const isIn = (left: number, top: number, width: number, height: number): boolean =>
      x >= left && x < left + width && y >= top && y < top + height;
    return isIn(20, 12, 9, 7) || isIn(38, 30, 6, 5) || isIn(2, 2, 4, 4) ? 1 : 0;
  }),
};

function withMask(record: InspectionRecord): InspectionRecord {
  const { anomaly } = record;
  if (anomaly === undefined) throw new Error('the fixture has no anomaly');
  return { ...record, anomaly: { ...anomaly, mask: { ...anomaly.mask, ...size, sha256: maskSha256 } } };
}

function planOf(...records: readonly InspectionRecord[]): ExportPlan {
  const blobs = new Map([
    [jpegSha256, photo],
    [maskSha256, new Uint8Array(maskToBits(mask))],
  ]);
  return {
    records: sourceOf(...records),
    readBlob: (sha256) => Promise.resolve(blobs.get(sha256)),
    levelsOf: () => [],
    madeAt: new Date('2026-11-22T09:00:00Z'),
    items: [],
    toPng,
  };
}

/** The export as files in a folder. */
async function written(format: ExportFormat, plan: ExportPlan): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), `export-${format}-`));
  const content = makeExport(format, plan);
  const file = async (name: string, parts: ExportedFile['content']): Promise<void> => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), await joined(parts));
  };
  if (content.kind === 'text') await file(`export.${content.extension}`, content.text);
  else for await (const { name, content: parts } of content.files) await file(name, parts);
  return folder;
}

async function joined(content: ExportedFile['content']): Promise<string | Uint8Array> {
  if (typeof content === 'string' || content instanceof Uint8Array) return content;
  let text = '';
  for await (const piece of content) text += piece;
  return text;
}

function run(script: string, folder: string): unknown {
  const output = execFileSync(python, ['-c', script, folder], { stdio: ['ignore', 'pipe', 'inherit'] }).toString();
  return JSON.parse(output.trim().split('\n').at(-1) ?? '');
}

const records = [withMask(faultRecord(1)), healthyRecord(2), refusedRecord(3)];

test.skipIf(isSkipped)('EXP-2 pycocotools reads COCO, with the polygons of the mask', async () => {
  const script = `
import sys, json
from pycocotools.coco import COCO
coco = COCO(sys.argv[1] + '/export.coco.json')
anns = coco.loadAnns(coco.getAnnIds())
print(json.dumps({
  'images': len(coco.imgs), 'categories': [c['name'] for c in coco.loadCats([a['category_id'] for a in anns])],
  'areas': [int(coco.annToMask(a).sum()) for a in anns]}))`;
  expect(run(script, await written('coco', planOf(...records)))).toEqual({
    images: 2,
    categories: ['loose_joint', 'Overloway'],
    areas: [9 * 7 * 100, 6 * 5 * 100],
  });
});

test.skipIf(isSkipped)('EXP-2 Pascal VOC is one XML file per picture, whose boxes are inside of it', async () => {
  const script = `
import sys, json, glob, os
import xml.etree.ElementTree as ET
found = []
for path in sorted(glob.glob(sys.argv[1] + '/Annotations/*.xml')):
    root = ET.parse(path).getroot()
    assert os.path.exists(sys.argv[1] + '/JPEGImages/' + root.findtext('filename'))
    w, h = int(root.findtext('size/width')), int(root.findtext('size/height'))
    for o in root.iter('object'):
        x0, y0, x1, y1 = (int(o.findtext('bndbox/' + k)) for k in ('xmin', 'ymin', 'xmax', 'ymax'))
        assert 1 <= x0 <= x1 <= w and 1 <= y0 <= y1 <= h
        found.append([o.findtext('name'), x0, y0, x1, y1])
print(json.dumps([found, open(sys.argv[1] + '/ImageSets/Main/all.txt').read().split()]))`;
  expect(run(script, await written('voc', planOf(...records)))).toEqual([
    [
      ['loose_joint', 201, 121, 290, 190],
      ['Overloway', 381, 301, 440, 350],
    ],
    [faultRecord(1).id, healthyRecord(2).id],
  ]);
});

test.skipIf(isSkipped)(
  'EXP-2 YOLO has a label file per picture, with classes of data.yaml and shares of its size',
  async () => {
    const script = `
import sys, json, glob, os, yaml
data = yaml.safe_load(open(sys.argv[1] + '/data.yaml'))
found = {}
for image in sorted(glob.glob(sys.argv[1] + '/images/*')):
    label = sys.argv[1] + '/labels/' + os.path.splitext(os.path.basename(image))[0] + '.txt'
    rows = [line.split() for line in open(label)]
    assert all(0 <= float(v) <= 1 for row in rows for v in row[1:])
    found[os.path.basename(label)] = [[data['names'][int(row[0])], *map(float, row[1:])] for row in rows]
print(json.dumps(found))`;
    expect(run(script, await written('yolo', planOf(...records)))).toEqual({
      [`${faultRecord(1).id}.txt`]: [
        ['loose_joint', 0.382813, 0.322917, 0.140625, 0.145833],
        ['Overloway', 0.640625, 0.677083, 0.09375, 0.104167],
      ],
      [`${healthyRecord(2).id}.txt`]: [],
    });
  },
);

/** `make_mvtec_ad_dataset` of anomalib 2 (src/anomalib/data/datasets/image/mvtecad.py), without pandas. */
const anomalibRules = `
import sys, json
from pathlib import Path
from PIL import Image
root = Path(sys.argv[1])
samples = sorted(f.parts[-3:] for f in root.glob('**/*') if f.suffix in ('.png', '.PNG'))
masks = [s for s in samples if s[0] == 'ground_truth']
pictures = [s for s in samples if s[0] != 'ground_truth']
abnormal = [s for s in pictures if s[0] == 'test' and s[1] != 'good']
assert len(masks) == len(abnormal)
for picture, mask in zip(abnormal, masks):
    assert Path(picture[2]).stem in Path(mask[2]).stem, (picture, mask)
    a, b = Image.open(root.joinpath(*picture)), Image.open(root.joinpath(*mask)).convert('L')
    assert a.size == b.size
    marked = sum(1 for v in b.getdata() if v == 255)
print(json.dumps([['/'.join(s[:2]) for s in pictures], marked]))`;

test.skipIf(isSkipped)('EXP-2 the MVTec layout is read by the rules of anomalib', async () => {
  const more = [4, 5, 6, 7, 8].map((number) => healthyRecord(number));
  const folder = await written('mvtec', planOf(...records, ...more));
  expect(run(anomalibRules, folder)).toEqual([
    ['test/good', 'test/loose_joint', ...Array.from({ length: 5 }, () => 'train/good')],
    (9 * 7 + 6 * 5) * 100,
  ]);
});

const rejected = {
  ...{ id: '00000000-0000-4000-8000-00000000000c', at: '2026-11-21T10:00:00.000Z', by: 'N. Perera' },
  ...{ kind: 'region-rejected', region: 'pack-2' },
};

test('EXP-3 formats have the corrected verdict, and name that of the pack where a person changed it', async () => {
  const healthy = { level: 'Normal', levelTitle: 'Normal', action: 'pass', isAnomalous: false, rank: 0 };
  const correction = { ...rejected, kind: 'level-changed', after: { level: healthy } };
  const plan = planOf(withMask(faultRecord(1, { corrections: [correction] })));
  const json: unknown = JSON.parse(String(await joined(textOf(makeExport('json', plan)))));
  expect(json).toMatchObject({
    results: [
      {
        ...{ classification: 'Normal', is_anomalous: false, bounding_boxes: [], reviewed_by: 'N. Perera' },
        original: { classification: 'Overloway', is_anomalous: true },
      },
    ],
    summary: { total_images: 1, faulty_count: 0, normal_count: 1 },
  });
  const coco: unknown = JSON.parse(String(await joined(textOf(makeExport('coco', plan)))));
  expect(coco).toMatchObject({ images: [{ severity: 'Normal', severity_by_pack: 'Overloway' }], annotations: [] });
});

test('EXP-2 a rejected region is in no mask', async () => {
  const folder = await written('zip', planOf(withMask(faultRecord(1, { corrections: [rejected] }))));
  const png = await sharp(join(folder, `masks/${faultRecord(1).id}.png`))
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect([png.info.width, png.info.height]).toEqual([640, 480]);
  expect(png.data.filter((value) => value === 255).length).toBe(9 * 7 * 100);
});

function textOf(content: ReturnType<typeof makeExport>): AsyncIterable<string> {
  if (content.kind !== 'text') throw new Error('an archive');
  return content.text;
}
