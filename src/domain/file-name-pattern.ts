/** The number of an asset in the name of a picture file: `T12_IR_0001.jpg` belongs to the asset T12. */
import { assetsNumbered, type Asset } from './asset';

/** Stands for the number in a pattern. */
export const numberMark = '{asset}';

/** The pattern until the user writes another: the number comes first, and an underscore ends it. */
export const defaultPattern = `${numberMark}_*`;

/** Whether `pattern` says where the number is: exactly once. */
export function isPattern(pattern: string): boolean {
  return pattern.split(numberMark).length === 2;
}

/** The number in the name of `fileName`, without its folder and ending. `*` in the pattern stands for any text. */
export function numberInName(pattern: string, fileName: string): string | undefined {
  if (!isPattern(pattern)) return undefined;
  const name = fileName.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '');
  const form = pattern
    .split(/(\{asset\}|\*)/)
    .map((part) => (part === numberMark ? '(.+?)' : part === '*' ? '.*' : escaped(part)))
    .join('');
  const [, number] = new RegExp(`^${form}$`, 'iu').exec(name) ?? [];
  return number?.trim() === '' ? undefined : number?.trim();
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.|?+()[\]{}/]/g, '\\$&');
}

/** What a pattern finds in one file name. `ambiguous`: several assets have this number. */
export type NameMatch =
  | { readonly kind: 'asset'; readonly number: string; readonly asset: Asset }
  | { readonly kind: 'unknown'; readonly number: string }
  | { readonly kind: 'ambiguous'; readonly number: string }
  | { readonly kind: 'no-number' };

/** The asset to which the picture `fileName` belongs. */
export function matchFileName(pattern: string, fileName: string, assets: readonly Asset[]): NameMatch {
  const number = numberInName(pattern, fileName);
  if (number === undefined) return { kind: 'no-number' };
  const [asset, ...others] = assetsNumbered(assets, number);
  if (asset === undefined) return { kind: 'unknown', number };
  return others.length > 0 ? { kind: 'ambiguous', number } : { kind: 'asset', number, asset };
}

/** The id of the asset whose number begins the file name, where there is exactly one: `T12_later.jpg` belongs to T12. */
export function assetIdInName(fileName: string, assets: readonly Asset[]): string | undefined {
  const match = matchFileName(defaultPattern, fileName, assets);
  return match.kind === 'asset' ? match.asset.id : undefined;
}
