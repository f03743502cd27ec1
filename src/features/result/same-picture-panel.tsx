import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Link } from 'wouter';
import type { InspectionSummary } from '../../domain/inspection-summary';
import { shownRecord } from '../../domain/corrected-verdict';
import type { InspectionRecord } from '../../domain/record';
import { DataTable } from '../../ui/data-table';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { summariseVerdict } from '../../words/verdict-text';
import { queryKeys } from '../local-queries';
import { useServices } from '../use-services';

/** Verdicts of one picture that are shown. */
const mostVerdicts = 10;

/** Every verdict on the same picture, for example by two versions of a pack, with the difference in score. */
export function SamePicturePanel({ record }: { readonly record: InspectionRecord }): ReactElement | null {
  const words = useWords();
  const others = useSamePicture(record);
  if (others.length === 0) return null;
  const own = shownRecord(record).anomaly?.score;
  return (
    <Panel title={words.say('result.samePicture')}>
      <DataTable
        label={words.say('result.samePictureTable')}
        columns={[
          { title: words.say('result.verdict') },
          { title: words.say('result.fact.version') },
          { title: words.say('result.difference'), isNumber: true },
        ]}
        rows={others.map(({ summary, version }) => ({
          key: summary.id,
          cells: [
            <Link key="link" href={`/inspection/${summary.id}`}>
              {summariseVerdict(words, summary).answer}
            </Link>,
            version,
            differenceText(own, summary.anomaly?.score) ?? words.say('result.noDifference'),
          ],
        }))}
      />
    </Panel>
  );
}

interface OtherVerdict {
  readonly summary: InspectionSummary;
  /** "transformer-thermal 0.5.0". */
  readonly version: string;
}

function useSamePicture({ id, pictureSha256 }: InspectionRecord): readonly OtherVerdict[] {
  const { inspections } = useServices();
  const { data } = useQuery({
    queryKey: [...queryKeys.history, 'same-picture', pictureSha256, id],
    queryFn: async (): Promise<readonly OtherVerdict[]> => {
      if (pictureSha256 === undefined) return [];
      const found = await inspections.linked({ name: 'pictureSha256', value: pictureSha256 }, mostVerdicts);
      const others = found.filter((each) => each.id !== id);
      const records = await Promise.all(others.map((each) => inspections.byId(each.id)));
      return others.map((summary, at) => ({ summary, version: versionOf(records[at]) }));
    },
  });
  return data ?? [];
}

function versionOf(record: InspectionRecord | undefined): string {
  return record === undefined ? '' : `${record.provenance.packId} ${record.provenance.packVersion}`;
}

/** "+12": how much higher the other score is, of 100. */
function differenceText(own: number | undefined, other: number | undefined): string | undefined {
  if (own === undefined || other === undefined) return undefined;
  const difference = Math.round(100 * (other - own));
  return difference > 0 ? `+${difference}` : String(difference);
}
