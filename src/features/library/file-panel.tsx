import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { Link } from 'wouter';
import { textIn } from '../../domain/localised-text';
import type { Pack } from '../../domain/pack';
import { fieldPackExtension } from '../../domain/pack-file-name';
import type { WaitingPackFile } from '../../services/incoming-documents';
import type { ImportFault, OpenedPackFile } from '../../services/pack-library';
import { Button, buttonClass } from '../../ui/button';
import { Facts } from '../../ui/facts';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import type { FaultText } from '../../words/fault-text';
import { describeFieldPackFault } from '../../words/field-pack-text';
import type { Words } from '../../words/words';
import { FaultNotice } from '../fault-notice';
import { describePackFetchFault } from '../pack-fault-text';
import { useFaultMutation } from '../use-fault-mutation';
import { useServices } from '../use-services';
import { FileButton } from '../../ui/file-button';
import { libraryQueries } from '../use-own-packs';

/** A pack file: what it is and who signed it, and the question whether to install it. */
export function FilePanel({ waiting }: { readonly waiting: WaitingPackFile }): ReactElement {
  const words = useWords();
  const { packLibrary, documents } = useServices();
  const close = (): void => documents.takePack(undefined);
  const { data: opened } = useQuery({
    // A File has no content in a key; the number distinguishes two files.
    queryKey: ['pack-file', waiting],
    queryFn: () => packLibrary.open(waiting.file),
    gcTime: 0,
    staleTime: Infinity,
  });
  if (opened === undefined) return <p role="status">{words.say('library.opening')}</p>;
  if (!opened.ok) {
    return <Refused fault={opened.fault} onOther={documents.takePack} onClose={close} />;
  }
  return <Consent opened={opened.value} onClose={close} />;
}

/** Nothing was installed: why, what to do, and the button that chooses another file. */
function Refused(props: {
  readonly fault: ImportFault;
  readonly onOther: (file: File) => void;
  readonly onClose: () => void;
}): ReactElement {
  const words = useWords();
  return (
    <FaultNotice
      fault={describeImportFault(words, props.fault)}
      actions={
        <>
          <FileButton label={words.say('library.openOther')} accept={fieldPackExtension} onFile={props.onOther} />
          <Button look="quiet" onClick={props.onClose}>
            {words.say('library.close')}
          </Button>
        </>
      }
    />
  );
}

function Consent(props: { readonly opened: OpenedPackFile; readonly onClose: () => void }): ReactElement {
  const words = useWords();
  const { packLibrary } = useServices();
  const { pack } = props.opened.file;
  const [isInstalled, setInstalled] = useState(false);
  const installation = useFaultMutation({
    run: () => packLibrary.install(props.opened),
    refresh: libraryQueries(pack.id),
    onSuccess: () => setInstalled(true),
  });
  const names = { pack: textIn(pack.title, words.locale.tag), version: pack.version };
  if (isInstalled)
    return <Installed packId={pack.id} title={words.say('library.installed', names)} onClose={props.onClose} />;
  return (
    <Panel title={words.say('library.fileTitle', names)}>
      <p>{textIn(pack.summary, words.locale.tag)}</p>
      <p>{knownText(words, props.opened)}</p>
      <Facts facts={factsOf(words, props.opened)} />
      <p className="small quiet">{words.say('library.fingerprintWhy')}</p>
      <div className="row">
        <Button look="primary" disabled={installation.isPending} onClick={() => installation.mutate()}>
          {words.say('library.install')}
        </Button>
        <Button onClick={props.onClose}>{words.say('library.cancel')}</Button>
      </div>
      {installation.error === null ? null : (
        <FaultNotice fault={describePackFetchFault(words, installation.error.fault)} />
      )}
    </Panel>
  );
}

function Installed(props: {
  readonly packId: string;
  readonly title: string;
  readonly onClose: () => void;
}): ReactElement {
  const words = useWords();
  const link = (
    <Link href={`/packs/${props.packId}`} className={buttonClass('plain')} onClick={props.onClose}>
      {words.say('library.manage')}
    </Link>
  );
  return <Notice tone="ok" role="status" title={props.title} actions={link} />;
}

function knownText(words: Words, { known, file: { pack } }: OpenedPackFile): string {
  if (known === undefined) return words.say('library.fileNew');
  const { version } = known.pack;
  return version === pack.version ? words.say('library.fileSame') : words.say('library.fileKnown', { version });
}

function factsOf(words: Words, { file: { pack, signer, present }, fileBytes }: OpenedPackFile) {
  return [
    { name: words.say('library.signer'), value: signer.name === '' ? words.say('library.noSigner') : signer.name },
    { name: words.say('library.fingerprint'), value: signer.fingerprint, isCode: true },
    { name: words.say('library.signedAt'), value: words.dateTime(signer.signedAt) },
    { name: words.say('library.size'), value: words.bytes(fileBytes) },
    ...(present.length === 0
      ? []
      : [{ name: words.say('library.reused'), value: words.list(present.map((name) => partText(words, pack, name))) }]),
  ];
}

/** A file of the pack in words; one that only the pack knows by its name. */
function partText(words: Words, { network }: Pack, name: string): string {
  if (name === network.file) return words.say('library.part.network');
  return name === 'golden' ? words.say('library.part.golden') : name;
}

function describeImportFault(words: Words, fault: ImportFault): FaultText {
  switch (fault.kind) {
    case 'not-a-taught-pack':
      return {
        title: words.say('library.not-a-taught-pack.title', { pack: fault.packId }),
        advice: words.say('library.not-a-taught-pack.advice'),
      };
    case 'version-taken':
      return {
        title: words.say('library.version-taken.title', { version: fault.version }),
        advice: words.say('library.version-taken.advice'),
      };
    default:
      return describeFieldPackFault(words, fault);
  }
}
