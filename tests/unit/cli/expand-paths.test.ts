import { link, mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expandPaths } from '../../../cli/expand-paths';

const start = process.cwd();
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fieldgrade-'));
  process.chdir(folder);
});

// The files of the project share their process.
afterAll(() => process.chdir(start));

async function fill(name: string, files: readonly string[]): Promise<void> {
  await mkdir(name, { recursive: true });
  for (const file of files) await writeFile(join(name, file), '');
}

test('CLI-15 a folder gives every file that can be a picture, by its extension in any case', async () => {
  const pictures = 'a.jpg b.jpeg c.jpe d.jfif e.tif f.tiff g.webp h.avif i.heic j.bmp k.gif l.png m.dib n.heif'.split(
    ' ',
  );
  const upper = pictures.map((name) => name.toUpperCase().replace('.', '-2.'));
  await fill('all', [...pictures, ...upper]);
  const { files, skipped } = await expandPaths(['all']);
  expect([files.length, skipped]).toEqual([2 * pictures.length, []]);
});

test('CLI-15 names every file of a folder that is skipped', async () => {
  await fill('mixed/deeper', ['notes.txt', 'b.jpg', '.hidden.jpg']);
  await fill('mixed', ['a.png', 'Thumbs.db', 'noextension', 'jpg']);
  expect(await expandPaths(['mixed/'])).toEqual({
    files: ['mixed/a.png', 'mixed/deeper/b.jpg'],
    skipped: [
      'mixed/Thumbs.db',
      'mixed/deeper/.hidden.jpg',
      'mixed/deeper/notes.txt',
      'mixed/jpg',
      'mixed/noextension',
    ],
  });
  // What is named itself is inspected and not skipped.
  const { files, skipped } = await expandPaths(['mixed', 'mixed/noextension']);
  expect(files.at(-1)).toBe('mixed/noextension');
  expect(skipped).not.toContain('mixed/noextension');
});

test('CLI-1 a file is inspected once however its path is spelled', async () => {
  await fill('once/deeper', ['a.jpg', 'b.jpg']);
  await symlink('deeper/a.jpg', 'once/link.jpg');
  await symlink('deeper', 'once/other');
  await symlink('..', 'once/deeper/circle');
  const spellings = [
    'once/deeper/a.jpg',
    './once/deeper/a.jpg',
    'once/../once/deeper//a.jpg',
    join(folder, 'once/deeper/a.jpg'),
    'once/link.jpg',
    'once/other/a.jpg',
    'once',
    'once/',
    './once',
    'once/deeper',
    'once/**/*.jpg',
    'o*/d*/a.jpg',
  ];
  expect((await expandPaths(spellings)).files).toEqual(['once/deeper/a.jpg', 'once/deeper/b.jpg']);
  for (const spelling of spellings) {
    const { files } = await expandPaths([spelling, 'once/deeper/a.jpg']);
    expect([spelling, files.length]).toEqual([spelling, /a\.jpg|link/.test(spelling) ? 1 : 2]);
  }
});

test('CLI-1 files that only have equal content are different files', async () => {
  await fill('copies', ['a.jpg', 'b.jpg']);
  await link('copies/a.jpg', 'copies/c.jpg');
  expect((await expandPaths(['copies'])).files).toEqual(['a.jpg', 'b.jpg', 'c.jpg'].map((n) => `copies/${n}`));
});

test('CLI-2 names of missing files are kept, so that they are reported', async () => {
  await fill('broken', ['a[1].jpg']);
  await symlink('gone.jpg', 'broken/link.jpg');
  expect((await expandPaths(['broken', 'broken/a[1].jpg', 'no/*.jpg', 'gone', ''])).files).toEqual([
    'broken/a[1].jpg',
    'broken/link.jpg',
    'no/*.jpg',
    'gone',
    '',
  ]);
});
