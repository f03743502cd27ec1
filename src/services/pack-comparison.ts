/** Judges stored photos with two packs, or with two versions of one. */
import type { Verdict } from '../domain/inspection';
import { parseJson } from '../domain/json';
import type { PackBytes } from '../domain/loaded-pack';
import type { PackVersionRepository } from '../storage/pack-versions';
import type { HistoryService } from './history-service';
import type { InspectionService } from './inspection-service';
import type { Inspector } from './inspector';

/** A stored photo and the verdicts of both; undefined where one could not judge it. */
export interface ComparedPicture {
  readonly inspectionId: string;
  readonly fileName: string;
  readonly before: Verdict | undefined;
  readonly after: Verdict | undefined;
  readonly isChanged: boolean;
}

export interface ComparisonDependencies {
  readonly history: Pick<HistoryService, 'page'>;
  readonly inspections: Pick<InspectionService, 'byId' | 'read'>;
  readonly inspector: Pick<Inspector, 'inspect'>;
}

/** The most photos of one comparison: half a minute on a phone. */
export const mostComparedPictures = 40;

/** The id under which one version of a pack is loaded beside the others. */
export function versionPackId(id: string, version: string): string {
  return `${id}-v${version.replaceAll('.', '-')}`;
}

/** The pack of such an id, its manifest under this id. Undefined for all other ids. */
export async function readVersionPack(
  { read }: Pick<PackVersionRepository, 'read'>,
  packId: string,
): Promise<PackBytes | undefined> {
  const [, id, ...numbers] = /^(.+)-v(\d+)-(\d+)-(\d+)$/.exec(packId) ?? [];
  const found = id === undefined ? undefined : await read(id, numbers.join('.'));
  if (found?.ok !== true || found.value === undefined) return undefined;
  const json = parseJson(new TextDecoder().decode(found.value.manifest));
  if (!json.ok || typeof json.value !== 'object') return undefined;
  const manifest = new TextEncoder().encode(JSON.stringify({ ...json.value, id: packId })).buffer;
  return { manifest, files: found.value.files };
}

/** The newest stored photos judged by both, one after another. `onPicture` is called after each. */
export async function comparePacks(
  packIds: { readonly before: string; readonly after: string },
  { history, inspections, inspector }: ComparisonDependencies,
  onPicture: (picture: ComparedPicture, total: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const { summaries } = await history.page({ filter: {}, sort: 'newest' }, { limit: mostComparedPictures });
  for (const { id } of summaries) {
    const record = await inspections.byId(id);
    if (signal.aborted) return;
    if (record === undefined) continue;
    const judge = async (packId: string): Promise<Verdict | undefined> => {
      const photo = await inspections.read(record.photo);
      const judged = photo.ok ? await inspector.inspect({ packId, file: photo.value }, signal) : undefined;
      return judged?.ok === true ? judged.value.verdict : undefined;
    };
    const before = await judge(packIds.before);
    const after = await judge(packIds.after);
    const isChanged = answerOf(before) !== answerOf(after);
    onPicture({ inspectionId: id, fileName: record.fileName, before, after, isChanged }, summaries.length);
  }
}

/** What a user would call the result. */
function answerOf(verdict: Verdict | undefined): string {
  if (verdict === undefined) return 'none';
  const { refused, grade, anomaly } = verdict;
  return refused === undefined ? `${grade?.label ?? ''}/${anomaly?.level ?? ''}` : `refused/${refused.code}`;
}
