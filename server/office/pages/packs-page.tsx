import type { ReactElement } from 'react';
import { EmptyState } from '../../../src/ui/empty-state';
import { Facts } from '../../../src/ui/facts';
import { Panel } from '../../../src/ui/panel';
import type { TaughtPack } from '../queries/taught-packs';
import { useOffice } from './office-context';
import { OfficePage } from './office-page';
import { PackVersions, usePackFacts } from './pack-facts';

/** Every pack that devices have sent, with its versions. */
export function PacksPage({ packs }: { readonly packs: readonly (readonly TaughtPack[])[] }): ReactElement {
  const { words } = useOffice();
  return (
    <OfficePage title={words.say('office.packs')} place="devices" lead={words.say('office.packsLead')}>
      {packs.length === 0 ? (
        <EmptyState icon="list" title={words.say('office.noPacks')}>
          {words.say('office.noPacksHint')}
        </EmptyState>
      ) : (
        packs.map((versions) => <PackCard key={versions[0]?.pack.id} versions={versions} />)
      )}
    </OfficePage>
  );
}

/** The facts are those of the newest version. */
function PackCard({ versions }: { readonly versions: readonly TaughtPack[] }): ReactElement | null {
  const [newest] = versions;
  return newest === undefined ? null : (
    <Panel title={newest.pack.title}>
      <NewestFacts newest={newest} />
      <PackVersions versions={versions} />
    </Panel>
  );
}

function NewestFacts({ newest }: { readonly newest: TaughtPack }): ReactElement {
  return <Facts facts={usePackFacts(newest)} />;
}
