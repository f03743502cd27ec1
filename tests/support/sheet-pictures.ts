/** Rendered photos of a sheet: the same material each time, with or without dark specks. */
import sharp from 'sharp';

const side = 360;

/** A JPEG of a sheet; `specks` is how many foreign bodies it has. */
export function sheetJpeg(seed: number, specks = 0): Promise<Buffer> {
  return sharp(Buffer.from(sheetSvg(seed, specks)))
    .jpeg({ quality: 92 })
    .toBuffer();
}

function sheetSvg(seed: number, specks: number): string {
  const marks = Array.from({ length: specks }, (_, at) => {
    const [x, y] = [60 + ((seed * 97 + at * 131) % (side - 120)), 60 + ((seed * 53 + at * 89) % (side - 120))];
    return `<circle cx="${x}" cy="${y}" r="17" fill="#1c120a"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}">
    <filter id="grain"><feTurbulence type="fractalNoise" baseFrequency="0.05 0.2" numOctaves="3" seed="${seed}"/>
      <feColorMatrix values="0.3 0 0 0 0.6  0 0.3 0 0 0.42  0 0 0.3 0 0.2  0 0 0 0 1"/></filter>
    <rect width="100%" height="100%" filter="url(#grain)"/>${marks.join('')}</svg>`;
}
