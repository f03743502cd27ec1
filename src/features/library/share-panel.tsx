import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { packFileName } from '../../domain/pack-file-name';
import { textIn } from '../../domain/localised-text';
import type { PackVersion } from '../../domain/pack-version';
import { orThrow } from '../../services/fault-error';
import { Button } from '../../ui/button';
import { Facts } from '../../ui/facts';
import { CheckField } from '../../ui/form-field';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { FaultNotice } from '../fault-notice';
import { describePackFetchFault } from '../pack-fault-text';
import { useFaultMutation } from '../use-fault-mutation';
import { usePreferences } from '../use-preferences';
import { useServices } from '../use-services';

/** Saves or shares the active version as one signed file. */
export function SharePanel(props: { readonly id: string; readonly active: PackVersion }): ReactElement {
  const words = useWords();
  const { packLibrary, device } = useServices();
  const [{ person = '' }] = usePreferences();
  const [withNetwork, setWithNetwork] = useState(props.active.pack.taught === undefined);
  const { pack } = props.active;
  const fileName = packFileName(textIn(pack.title, words.locale.tag), pack.version);
  const exportTo = async (give: (file: Blob) => unknown) => {
    const choice = { id: props.id, version: pack.version, withNetwork, signerName: person };
    const exported = await packLibrary.exportFile(choice);
    if (exported.ok) await give(exported.value);
    return exported;
  };
  const exporting = useFaultMutation({
    run: (give: (file: Blob) => unknown) => exportTo(give),
    refresh: [],
  });
  const save = (file: Blob): void => device.saveFile(file, fileName);
  const share = (file: Blob): Promise<void> => device.shareFile(new File([file], fileName));
  const networkBytes = pack.files[pack.network.file]?.bytes;
  return (
    <Panel title={words.say('library.share')}>
      <p>{words.say('library.shareWhy')}</p>
      <OwnFingerprint />
      {networkBytes === undefined ? null : (
        <CheckField
          label={words.say('library.withNetwork', { size: words.bytes(networkBytes) })}
          checked={withNetwork}
          onChange={({ target }) => setWithNetwork(target.checked)}
        />
      )}
      <div className="row">
        <Button icon="download" disabled={exporting.isPending} onClick={() => exporting.mutate(save)}>
          {words.say('library.export')}
        </Button>
        {device.canShareFiles() ? (
          <Button disabled={exporting.isPending} onClick={() => exporting.mutate(share)}>
            {words.say('library.shareFile')}
          </Button>
        ) : null}
      </div>
      {exporting.error === null ? null : <FaultNotice fault={describePackFetchFault(words, exporting.error.fault)} />}
    </Panel>
  );
}

/** The fingerprint that the receiver compares. */
function OwnFingerprint(): ReactElement | null {
  const words = useWords();
  const { packLibrary } = useServices();
  const { data: fingerprint } = useQuery({
    queryKey: ['own-fingerprint'],
    queryFn: async () => orThrow(await packLibrary.fingerprint()),
    staleTime: Infinity,
  });
  if (fingerprint === undefined) return null;
  return <Facts facts={[{ name: words.say('library.ownFingerprint'), value: fingerprint, isCode: true }]} />;
}
