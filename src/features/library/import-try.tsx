import { useState, type ReactElement, type ReactNode } from 'react';
import { Link } from 'wouter';
import { textIn } from '../../domain/localised-text';
import { isFileFault } from '../../domain/file-fault';
import { isModelImportFault, type ImportAnswers } from '../../domain/model-import';
import type { OpenedModel, TriedModel, TryFault } from '../../services/onnx-service';
import { Button, buttonClass } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { ShareBars } from '../../ui/share-bars';
import { useWords } from '../../ui/words-context';
import { describeFileFault, describeInspectFault, type FaultText } from '../../words/fault-text';
import { describeModelImportFault } from '../../words/onnx-text';
import type { Words } from '../../words/words';
import { FaultNotice } from '../fault-notice';
import { describePackFetchFault } from '../pack-fault-text';
import { useFaultMutation } from '../use-fault-mutation';
import { useServices } from '../use-services';
import { FileButton } from '../../ui/file-button';
import { libraryQueries } from '../use-own-packs';

/** The trial on a picture, then the name and saving. A result is shown until an answer changes. */
export function TryPanel(props: {
  readonly opened: OpenedModel;
  readonly changes: number;
  readonly canTry: boolean;
  readonly title: string;
  readonly read: () => ImportAnswers;
  readonly children: ReactNode;
}): ReactElement {
  const words = useWords();
  const { onnx } = useServices();
  const [picture, setPicture] = useState<File>();
  const trying = useFaultMutation({
    run: async (file: File) => {
      const at = props.changes;
      const tried = await onnx.tryModel(props.opened, props.read(), file);
      return tried.ok ? { ok: true as const, value: { tried: tried.value, at } } : tried;
    },
    refresh: [],
  });
  const start = (file: File): void => {
    setPicture(file);
    trying.mutate(file);
  };
  const result = trying.data?.at === props.changes ? trying.data.tried : undefined;
  return (
    <Panel title={words.say('onnx.try')}>
      <p>{words.say('onnx.tryWhy')}</p>
      {props.canTry ? (
        <div className="row">
          <FileButton
            label={words.say('onnx.tryPicture')}
            look={result === undefined ? 'primary' : 'plain'}
            accept="image/*"
            onFile={start}
          />
          {picture === undefined || result !== undefined ? null : (
            <Button disabled={trying.isPending} onClick={() => start(picture)}>
              {words.say('onnx.again')}
            </Button>
          )}
        </div>
      ) : (
        <p className="quiet">{words.say('onnx.fillIn')}</p>
      )}
      {trying.isPending ? <p role="status">{words.say('onnx.trying')}</p> : null}
      {trying.error === null ? null : <FaultNotice fault={describeTryFault(words, trying.error.fault)} />}
      {result === undefined || picture === undefined ? null : (
        <>
          <h3>{words.say('onnx.ofPicture', { picture: picture.name })}</h3>
          <Outcome tried={result} />
          {props.children}
          <SaveRow tried={result} title={props.title} />
        </>
      )}
    </Panel>
  );
}

function Outcome({ tried: { pack, numbers } }: { readonly tried: TriedModel }): ReactElement {
  const words = useWords();
  const { probabilities = [], rawScore } = numbers;
  if (rawScore !== undefined) {
    const isAnomalous = rawScore >= (pack.anomaly?.calibration.threshold ?? Infinity);
    const answer = words.say(isAnomalous ? 'onnx.anomalous' : 'onnx.normal');
    return <p>{words.say('onnx.scoreResult', { score: rawScore.toFixed(3), answer })}</p>;
  }
  const best = Math.max(...probabilities);
  const bars = (pack.grade?.labels ?? []).map(({ title }, at) => ({
    title: textIn(title, words.locale.tag),
    share: probabilities[at] ?? Number.NaN,
    isChosen: probabilities[at] === best,
  }));
  // A network may have a thousand classes: the most likely ones show whether it is right.
  return <ShareBars bars={bars.toSorted((a, b) => b.share - a.share).slice(0, shownLabels)} />;
}

const shownLabels = 8;

function SaveRow({ tried, title }: { readonly tried: TriedModel; readonly title: string }): ReactElement {
  const words = useWords();
  const { onnx } = useServices();
  const saving = useFaultMutation({
    run: () => onnx.save(tried, title),
    refresh: libraryQueries(tried.pack.id),
  });
  if (saving.data !== undefined) {
    const link = (
      <Link href={`/packs/${tried.pack.id}`} className={buttonClass('plain')}>
        {words.say('onnx.open')}
      </Link>
    );
    const pack = textIn(saving.data.title, words.locale.tag);
    return <Notice tone="ok" role="status" title={words.say('onnx.saved', { pack })} actions={link} />;
  }
  return (
    <>
      <p className="small quiet">{words.say('onnx.notMeasured')}</p>
      <Button look="primary" disabled={saving.isPending || title === ''} onClick={() => saving.mutate()}>
        {words.say('onnx.save')}
      </Button>
      {saving.error === null ? null : <FaultNotice fault={describePackFetchFault(words, saving.error.fault)} />}
    </>
  );
}

function describeTryFault(words: Words, fault: TryFault): FaultText {
  if (isFileFault(fault)) return describeFileFault(words, fault);
  return isModelImportFault(fault) ? describeModelImportFault(words, fault) : describeInspectFault(words, fault);
}
