/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import type { ImportAnswer } from '../../../src/protocol/intake-records';
import { wordsOf } from '../../http/refuse';
import type { ExportFormat } from '../make-download';
import { paths } from '../paths';
import type { Choices } from '../queries/choices';
import type { RecordFilter } from '../record-filter';
import { countOf } from '../tone';
import { FilterFields } from './filter-form';
import { Page, type PageFrame } from './layout';

const formats: readonly { readonly format: ExportFormat; readonly title: string; readonly words: string }[] = [
  { format: 'csv', title: 'Table (CSV)', words: 'One line per record, for a spreadsheet.' },
  { format: 'jsonl', title: 'JSON lines', words: 'One document per record, with every field it came with.' },
  { format: 'coco', title: 'COCO', words: 'Anomaly boxes with their severity, for training and labelling tools.' },
  { format: 'zip', title: 'Everything (ZIP)', words: 'All three files and the photos.' },
];

/** Taking records out, and queues in. */
export function TransferPage(props: {
  readonly frame: PageFrame;
  readonly filter: RecordFilter;
  readonly choices: Choices;
}) {
  return (
    <Page frame={props.frame} title="Export and import" place="transfer">
      <h1>Export and import</h1>
      <section class="panel" aria-labelledby="export">
        <h2 id="export">Export</h2>
        <form class="panel-part" method="get">
          <div class="filters">
            <FilterFields filter={props.filter} choices={props.choices} />
          </div>
          <ul class="formats">
            {formats.map(({ format, title, words }) => (
              <li>
                <button class="button" type="submit" formaction={paths.export(format)}>
                  {title}
                </button>
                <span class="quiet">{words}</span>
              </li>
            ))}
          </ul>
        </form>
      </section>
      <section class="panel" aria-labelledby="import">
        <h2 id="import">Import a queue</h2>
        <p>
          A device that cannot send exports its queue as a ZIP. Importing it here delivers every change in it exactly
          once, also where the device sends them later after all.
        </p>
        <form class="row upload" action={paths.import} method="post" data-upload>
          <label class="field">
            <span>Queue (ZIP)</span>
            <input type="file" name="queue" accept=".zip,application/zip" required />
          </label>
          <button class="button button-primary" type="submit">
            Import
          </button>
        </form>
        <div role="status" data-upload-status></div>
        <noscript>
          <p class="notice tone-warn">The upload needs the page’s script, which this browser does not run.</p>
        </noscript>
      </section>
    </Page>
  );
}

/** What became of an import; drawn into the page by its script. */
export function ImportReport({ answer }: { readonly answer: ImportAnswer }) {
  const { receipts, refused } = answer;
  return (
    <div class="stack-tight">
      <p class={`notice ${refused.length === 0 ? 'tone-ok' : 'tone-warn'}`}>
        {`${countOf(receipts.length, 'change')} kept, ${refused.length} refused.`}
      </p>
      {refused.length === 0 ? null : (
        <ul class="refused">
          {refused.map(({ changeId, fault }) => (
            <li>
              <span class="code">{changeId}</span> {wordsOf(fault)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
