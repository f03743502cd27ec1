import { expect, test } from 'vitest';
import { archiveStream, type ArchiveEntry } from '../../../src/archive/write-archive';
import { readPictureArchive } from '../../../src/services/picture-archive';

const modifiedAt = new Date(Date.UTC(2026, 10, 26));

test('BAT-10 the pictures of a ZIP file are found in all its folders, in the order of their names', async () => {
  const zip = await zipOf({
    'line/10.jpg': 'ten',
    'line/2.JPG': 'two',
    'line/inner/3.png': 'three',
    'line/notes.txt': 'text',
    '__MACOSX/line/._2.JPG': 'system',
    'line/.hidden.jpg': 'hidden',
  });
  const opened = await readPictureArchive(zip);
  if (!opened.ok) throw new Error(opened.fault.kind);
  expect(opened.value.pictures.map(({ fileName }) => fileName)).toEqual(['2.JPG', '10.jpg', '3.png']);
  expect(opened.value.skipped).toEqual(['notes.txt']);
  const first = await opened.value.pictures[0]?.file.read();
  expect(first?.ok === true && new TextDecoder().decode(first.value)).toBe('two');
});

test('BAT-11 a file that is not a ZIP file, is cut off or has too many entries is refused with the reason', async () => {
  expect(await readPictureArchive(new Blob(['not a ZIP file']))).toEqual({ ok: false, fault: { kind: 'not-a-zip' } });
  const zip = await zipOf({ 'a.jpg': 'a', 'b.jpg': 'b', 'c.jpg': 'c' });
  expect((await readPictureArchive(zip.slice(0, zip.size - 30))).ok).toBe(false);
  const many = await readPictureArchive(zip, { entries: 2, pictureBytes: 100 });
  expect(many).toEqual({ ok: false, fault: { kind: 'too-many-entries', limit: 2 } });
});

test('BAT-11 a ZIP file with unsafe names is refused', async () => {
  const zip = await zipOf({ 'xx/evil.jpg': 'a' });
  // The writer refuses such names: they are written over the harmless ones, in the entry and in the directory.
  const bytes = Buffer.from(await zip.arrayBuffer());
  for (let at = bytes.indexOf('xx/'); at >= 0; at = bytes.indexOf('xx/')) bytes.write('../', at, 'latin1');
  expect(await readPictureArchive(new Blob([bytes]))).toEqual({ ok: false, fault: { kind: 'unsafe-name' } });
});

test('BAT-11 an entry that is too large, expands too much or is damaged fails alone', async () => {
  const zip = await zipOf({ 'big.jpg': 'x'.repeat(500), 'bomb.jpg': '0'.repeat(3_000_000), 'good.jpg': 'good' });
  const opened = await readPictureArchive(zip, { entries: 10, pictureBytes: 400 });
  const [big, bomb, good] = opened.ok ? opened.value.pictures : [];
  expect(await big?.file.read()).toEqual({ ok: false, fault: { kind: 'entry-too-large' } });
  expect((await bomb?.file.read())?.ok).toBe(false);
  expect((await good?.file.read())?.ok).toBe(true);
  const [, suspicious] = await picturesOf(zip);
  expect(await suspicious?.file.read()).toEqual({ ok: false, fault: { kind: 'entry-suspicious' } });

  const bytes = Buffer.from(await zip.arrayBuffer());
  const at = bytes.lastIndexOf('good', bytes.indexOf('PK\u0001\u0002'));
  bytes.write('evil', at, 'latin1');
  const damaged = (await picturesOf(new Blob([bytes]))).find(({ fileName }) => fileName === 'good.jpg');
  expect(await damaged?.file.read()).toEqual({ ok: false, fault: { kind: 'entry-damaged' } });
});

async function picturesOf(zip: Blob) {
  const opened = await readPictureArchive(zip);
  return opened.ok ? opened.value.pictures : [];
}

async function zipOf(entries: Readonly<Record<string, string>>): Promise<Blob> {
  async function* all(): AsyncGenerator<ArchiveEntry> {
    for (const [name, content] of Object.entries(entries)) {
      yield await Promise.resolve({ name, modifiedAt, content, packing: content.length > 100 ? 'deflated' : 'stored' });
    }
  }
  return new Response(archiveStream(all())).blob();
}
