import type { ReactElement } from 'react';
import { exportFormats } from '../../../src/export/make-export';
import type { ImportAnswer } from '../../../src/protocol/intake-records';
import { Button } from '../../../src/ui/button';
import { InputField } from '../../../src/ui/form-field';
import { Notice } from '../../../src/ui/notice';
import { Panel } from '../../../src/ui/panel';
import { ItemList, ListItem } from '../../../src/ui/item-list';
import { intakeFaultText } from '../../http/intake-fault-text';
import { paths } from '../paths';
import type { Choices } from '../queries/choices';
import type { RecordFilter } from '../record-filter';
import { FilterFields } from './filter-form';
import { useOffice } from './office-context';
import { OfficePage } from './office-page';

interface TransferView {
  readonly filter: RecordFilter;
  readonly choices: Choices;
}

/** Export of records, import of a device's changes. */
export function TransferPage(view: TransferView): ReactElement {
  const { words } = useOffice();
  return (
    <OfficePage title={words.say('office.transfer')} place="transfer">
      <div className="columns columns-main-first">
        <ExportPanel {...view} />
        <ImportPanel />
      </div>
    </OfficePage>
  );
}

function ExportPanel({ filter, choices }: TransferView): ReactElement {
  const { words } = useOffice();
  return (
    <Panel title={words.say('office.export')}>
      <form className="stack" method="get">
        <FilterFields filter={filter} choices={choices} />
        <ItemList>
          {exportFormats.map((format) => (
            <ListItem key={format} title={words.say(`export.${format}`)} note={words.say(`export.${format}.hint`)}>
              <Button type="submit" formAction={paths.export(format)} icon="download">
                {words.say('office.download')}
                <span className="visually-hidden"> {words.say(`export.${format}`)}</span>
              </Button>
            </ListItem>
          ))}
        </ItemList>
      </form>
    </Panel>
  );
}

/** The script sends the file as it is, so that the server streams it to disk; it takes its texts from the attribute. */
function ImportPanel(): ReactElement {
  const { words } = useOffice();
  const texts = {
    sending: words.say('office.importing', { file: '{file}' }),
    signedOut: words.say('office.importSignIn'),
    offline: words.say('office.importOffline'),
  };
  return (
    <Panel title={words.say('office.import')}>
      <p>{words.say('office.importHint')}</p>
      <form className="form-actions" action={paths.import} method="post" data-upload={JSON.stringify(texts)}>
        <InputField
          type="file"
          name="queue"
          label={words.say('office.importFile')}
          accept=".zip,application/zip"
          required
        />
        <Button look="primary" type="submit">
          {words.say('office.importButton')}
        </Button>
      </form>
      <div role="status" data-upload-status />
      <noscript>
        <Notice tone="warn">{words.say('office.importNeedsScript')}</Notice>
      </noscript>
    </Panel>
  );
}

/** The outcome of an import; the script puts it into the page. */
export function ImportReport({ answer: { receipts, refused } }: { readonly answer: ImportAnswer }): ReactElement {
  const { words } = useOffice();
  const count = receipts.length;
  if (refused.length === 0) return <Notice tone="ok">{words.say('office.importDone', { count })}</Notice>;
  return (
    <div className="stack-tight">
      <Notice tone="warn">{words.say('office.importPartly', { count, refused: words.number(refused.length) })}</Notice>
      <ul className="stack-tight">
        {refused.map(({ changeId, fault }) => (
          <li key={changeId}>
            <span className="fact-code">{changeId}</span> {intakeFaultText(fault)}
          </li>
        ))}
      </ul>
    </div>
  );
}
