/** Draws the app's icons into `public/icons`: a sheet under a lens, one cell of which stands out. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

const outDir = join(import.meta.dirname, '../public/icons');
const ground = '#0b5646';
const paper = '#f4f2ec';
const quiet = '#8fbfae';
const marked = '#f2a33a';

/** The mark in a 512 × 512 box, `inset` pixels from its edge; `corner` rounds the ground. */
function icon({ inset, corner }: { readonly inset: number; readonly corner: number }): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">
<rect width="512" height="512" rx="${corner}" fill="${ground}"/>
<g transform="translate(${inset} ${inset}) scale(${(512 - 2 * inset) / 512})">${cells()}</g>
</svg>`;
}

function cells(): string {
  const places = [0, 1, 2].flatMap((row) => [0, 1, 2].map((column) => ({ row, column })));
  return places.map(cell).join('');
}

function cell({ row, column }: { readonly row: number; readonly column: number }): string {
  const stands = row === 1 && column === 2;
  const colour = stands ? marked : (row + column) % 2 === 0 ? paper : quiet;
  const grow = stands ? 12 : 0;
  const side = 144 + 2 * grow;
  return `<rect x="${16 + column * 168 - grow}" y="${16 + row * 168 - grow}" width="${side}" height="${side}" rx="28" fill="${colour}"/>`;
}

async function writePng(name: string, svg: string, sidePx: number): Promise<void> {
  await sharp(Buffer.from(svg))
    .resize(sidePx, sidePx)
    .png({ compressionLevel: 9, palette: true })
    .toFile(join(outDir, name));
}

const rounded = icon({ inset: 84, corner: 112 });
// A maskable icon keeps its mark inside the circle of 80 % of its side (W3C Web App Manifest, "safe zone").
const maskable = icon({ inset: 124, corner: 0 });
await mkdir(outDir, { recursive: true });
await writeFile(join(outDir, 'icon.svg'), rounded);
await writePng('icon-192.png', rounded, 192);
await writePng('icon-512.png', rounded, 512);
await writePng('icon-maskable-512.png', maskable, 512);
await writePng('apple-touch-icon.png', maskable, 180);
