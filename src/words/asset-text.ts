/** Assets and jobs as short texts. */
import { assetFacts, type Asset } from '../domain/asset';
import type { Job } from '../domain/job';
import type { TextFault } from '../domain/typed-texts';
import type { Words } from './words';
import type { Tone } from './verdict-text';

/** The kind, and what is known besides the number: "Transformer · Kandy Road · P-7 · 160 kVA". */
export function assetSupport(words: Words, asset: Asset): string {
  const kva = asset.kind === 'transformer' ? asset.capacityKva : undefined;
  const capacity = kva === undefined ? [] : [words.say('assets.capacity', { kva: words.number(kva, 1) })];
  return [words.say(`assets.kind.${asset.kind}`), ...assetFacts(asset), ...capacity].join(' · ');
}

/** Date, branch and inspector of a job. */
export function jobSupport(words: Words, { date, branch, inspector }: Job): string {
  return [words.date(`${date}T12:00:00`), branch, inspector].filter((fact) => fact !== undefined).join(' · ');
}

/** Colour and icon of a status. */
export const jobTones: Readonly<Record<Job['status'], Tone>> = {
  PENDING: 'unknown',
  IN_PROGRESS: 'info',
  COMPLETED: 'ok',
};

/** Every field of an asset but its kind, in the order of a form. */
export const assetFields = [
  ...(['number', 'location', 'pole', 'region', 'type', 'capacityKva'] as const),
  ...(['farmer', 'holding', 'date', 'notes'] as const),
] as const;

/** The title of a field of an asset, as its form shows it. */
export function assetFieldTitle(words: Words, field: string): string {
  const known = (['kind', ...assetFields] as const).find((name) => name === field);
  return known === undefined ? field : words.say(`assets.${known}`);
}

/** Why a form was not understood. */
export function badFieldText(words: Words, { field, wanted }: TextFault, title: string): string {
  return words.say('assets.badField', { field: title === '' ? field : title, wanted });
}
