/** The records of a report, as they were when it began, in batches: memory holds one batch. */
import { parseReading } from '../../src/domain/hybrid-clock';
import type { ExportedRecord, RecordSource, VersionLine } from '../../src/export/exported-record';
import { summariseVerdict } from '../../src/words/verdict-text';
import type { NodeWords } from '../../src/words/words';
import type { RouteDependencies } from './dependencies';
import { deviceText } from './pages/record-texts';
import { receivedText, versionTitles } from './pages/versions';
import { readRecords, type RecordHistory, type RecordVersion } from './queries/read-record';
import { verdictOfRecord } from './verdict';

/** A change may have 256 KiB. */
const batchSize = 50;

/** The records with these ids in their order, without versions after `upTo`. A record of which only the deletion came has no page. */
export function reportedRecords(
  { db, words }: Pick<RouteDependencies, 'db' | 'words'>,
  ids: readonly string[],
  upTo: number,
): RecordSource {
  return async function* () {
    for (let start = 0; start < ids.length; start += batchSize) {
      const histories = await readRecords(db, ids.slice(start, start + batchSize), upTo);
      yield* histories.flatMap((history) => toExported(words, history));
    }
  };
}

function toExported(words: NodeWords, history: RecordHistory): readonly ExportedRecord[] {
  const { record, isDeleted, versions, devices } = history;
  const newest = versions.find(({ change }) => change.kind !== 'deleted');
  if (record === undefined || newest === undefined) return [];
  const { name = words.say('office.deviceUnknown'), location = '' } = devices.get(newest.author) ?? {};
  const received = {
    sequence: newest.sequence,
    at: newest.receivedAt,
    device: { id: newest.author, name, location },
  };
  return [{ record, isDeleted, received, versions: versions.map((version) => lineOf(words, version, history)) }];
}

function lineOf(words: NodeWords, version: RecordVersion, history: RecordHistory): VersionLine {
  const { change, author } = version;
  const madeMs = parseReading(change.at)?.wallMs;
  const title = words.say(versionTitles[change.kind], { device: deviceText(words, history.devices.get(author)) });
  const verdict = change.kind === 'deleted' ? '' : summariseVerdict(words, verdictOfRecord(change.record)).answer;
  return {
    what: madeMs === undefined ? title : words.say('office.versionMade', { title, moment: words.dateTime(madeMs) }),
    received: receivedText(words, { version, history }),
    verdict,
    note: change.kind === 'deleted' ? '' : (change.record.note ?? ''),
  };
}
