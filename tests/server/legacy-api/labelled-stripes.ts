/** Pictures of two classes for trainings, as files of a ZIP. */
import sharp from 'sharp';
import { zipOf } from '../../support/field-pack-file';
import { seededRandom } from '../../support/seeded-random';

/** A file of a ZIP. */
export type NamedBytes = readonly [name: string, bytes: Uint8Array<ArrayBuffer>];

/** Stripes of one direction on noise: two directions are two classes that a small head tells apart. */
export async function stripes(direction: 'level' | 'upright', seed: number): Promise<Uint8Array<ArrayBuffer>> {
  const random = seededRandom(seed);
  const side = 96;
  const period = 6 + Math.floor(6 * random());
  const data = Buffer.alloc(3 * side * side);
  for (let at = 0; at < side * side; at++) {
    const along = direction === 'level' ? Math.floor(at / side) : at % side;
    data.fill((along % period < period / 2 ? 60 : 190) + Math.floor(40 * random()), 3 * at, 3 * at + 3);
  }
  return new Uint8Array(
    await sharp(data, { raw: { width: side, height: side, channels: 3 } })
      .jpeg()
      .toBuffer(),
  );
}

/** So many of each class; with `swapped` under the name of the other one. */
export async function pictures(count: number, seed: number, swapped = false): Promise<readonly NamedBytes[]> {
  const named: NamedBytes[] = [];
  for (let each = 0; each < count; each++) {
    const [level, upright] = swapped ? ['upright', 'level'] : ['level', 'upright'];
    named.push([`new_data/${level}/${seed}-${each}.jpg`, await stripes('level', 100 * seed + each)]);
    named.push([`new_data/${upright}/${seed}-${each}.jpg`, await stripes('upright', 100 * seed + 50 + each)]);
  }
  return named;
}

/** A ZIP whose directory states more bytes than a server inflates. */
export async function statingMuch(): Promise<Uint8Array> {
  const zip = Buffer.from(
    await zipOf([
      ['a/1.jpg', await stripes('level', 1)],
      ['b/1.jpg', await stripes('upright', 1)],
    ]),
  );
  for (let at = zip.indexOf('PK\x01\x02'); at >= 0; at = zip.indexOf('PK\x01\x02', at + 1)) {
    zip.writeUInt32LE(3 * 2 ** 30, at + 24);
  }
  return zip;
}

/** Pictures of one kind under two labels: nothing can be learned from them. */
export async function sameInBothClasses(count: number): Promise<readonly NamedBytes[]> {
  const named: NamedBytes[] = [];
  for (let each = 0; each < 2 * count; each++) {
    const label = each % 2 === 0 ? 'level' : 'upright';
    named.push([`new_data/${label}/${each}.jpg`, await stripes('level', 7000 + each)]);
  }
  return named;
}
