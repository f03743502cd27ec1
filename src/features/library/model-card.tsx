import type { ReactElement } from 'react';
import type { PackVersion } from '../../domain/pack-version';
import { CardSections } from '../../ui/card-sections';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { modelCardText } from '../../words/model-card-text';

/** What was measured when the version was taught. */
export function ModelCard({ version: { pack, sha256 } }: { readonly version: PackVersion }): ReactElement {
  const words = useWords();
  return (
    <Panel title={words.say('library.card')}>
      <CardSections card={modelCardText(words, pack, sha256)} limitsTitle={words.say('library.card.limits')} />
    </Panel>
  );
}
