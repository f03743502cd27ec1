import type { ReactElement } from 'react';
import { isFileFault } from '../../../domain/file-fault';
import { teachPictureName, type TeachPicture, type Teaching } from '../../../domain/teaching';
import type { AlikeFiles, DatasetInsights, UnreadableFile } from '../../../learning/dataset-insights';
import { Button } from '../../../ui/button';
import { Facts, MoreFacts, type Fact } from '../../../ui/facts';
import { CheckField } from '../../../ui/form-field';
import { Panel } from '../../../ui/panel';
import { ProgressBar } from '../../../ui/progress-bar';
import { useWords } from '../../../ui/words-context';
import { describeFileFault, describePictureFault } from '../../../words/fault-text';
import type { Words } from '../../../words/words';
import { FaultNotice } from '../../fault-notice';
import { useServices } from '../../use-services';
import { describeTeachFault } from '../teach-fault-text';
import { TeachPictures } from '../teach-picture-grid';
import type { ClassInsights } from './use-insights';

/** Copies, blur, sizes and balance of the pictures, before training. */
export function InsightsPanel(props: {
  readonly teaching: Teaching;
  readonly pictures: readonly TeachPicture[];
  readonly known: ClassInsights;
}): ReactElement | null {
  const words = useWords();
  const { insights, looking, fault } = props.known;
  if (props.pictures.length === 0) return null;
  return (
    <Panel title={words.say('classes.insightsTitle')}>
      {looking?.progress === undefined ? null : (
        <ProgressBar
          label={words.say('classes.insightsTitle')}
          share={looking.progress.done / Math.max(1, looking.progress.total)}
          words={words.say('classes.looking', looking.progress)}
        />
      )}
      {fault === undefined ? null : <LookFault id={props.teaching.id} fault={fault} />}
      {insights.pictures === 0 ? null : <Facts facts={factsOf(words, insights)} />}
      <Findings {...props} insights={insights} />
    </Panel>
  );
}

function LookFault({ id, fault }: { readonly id: string; readonly fault: NonNullable<ClassInsights['fault']> }) {
  const words = useWords();
  const { teachings } = useServices();
  const { advice } = describeTeachFault(words, fault);
  return (
    <FaultNotice
      fault={{ title: words.say('classes.lookFailed'), advice }}
      actions={<Button onClick={() => void teachings.look(id)}>{words.say('classes.lookAgain')}</Button>}
    />
  );
}

function factsOf(words: Words, { width, height, imbalance, classes }: DatasetInsights): readonly Fact[] {
  const sizes =
    width &&
    height &&
    words.say('classes.sizeOf', {
      min: `${words.number(width.min)} × ${words.number(height.min)}`,
      max: `${words.number(width.max)} × ${words.number(height.max)}`,
      mean: `${words.number(width.mean)} × ${words.number(height.mean)}`,
    });
  const balance = words.say('classes.imbalanceOf', { times: words.number(imbalance, 1) });
  return [
    ...(sizes === undefined ? [] : [{ name: words.say('classes.size'), value: sizes }]),
    ...(classes.length < 2 ? [] : [{ name: words.say('classes.imbalance'), value: balance }]),
  ];
}

/** Above, the smallest class needs more pictures. */
const unbalancedFrom = 3;

function Findings(props: {
  readonly teaching: Teaching;
  readonly pictures: readonly TeachPicture[];
  readonly insights: DatasetInsights;
}): ReactElement {
  const words = useWords();
  const { insights, pictures, teaching } = props;
  const { nearDuplicates = [], blurred = [], unreadable, together, imbalance, classes } = insights;
  const least = classes.reduce(
    (low, each) => (each.pictures < low.pictures ? each : low),
    classes[0] ?? { label: '', pictures: 0 },
  );
  const isFine = nearDuplicates.length + blurred.length + unreadable.length === 0;
  return (
    <>
      {isFine && insights.pictures > 0 ? <p>{words.say('classes.fine')}</p> : null}
      {imbalance < unbalancedFrom ? null : <p>{words.say('classes.imbalanceWhy', { name: least.label })}</p>}
      <NearDuplicates groups={nearDuplicates} pictures={pictures} />
      {blurred.length === 0 ? null : (
        <MoreFacts title={words.say('classes.blurred', { count: blurred.length })}>
          <p className="small quiet">{words.say('classes.blurredWhy')}</p>
          <TeachPictures pictures={named(pictures, blurred)} canRemove />
        </MoreFacts>
      )}
      <Unreadable files={unreadable} pictures={pictures} />
      {together.count === 0 ? null : <Together teaching={teaching} together={together} />}
    </>
  );
}

function NearDuplicates(props: {
  readonly groups: readonly AlikeFiles[];
  readonly pictures: readonly TeachPicture[];
}): ReactElement | null {
  const words = useWords();
  const { groups, pictures } = props;
  if (groups.length === 0) return null;
  const wrong = groups.filter(({ isContradictory }) => isContradictory);
  const sorted = [...wrong, ...groups.filter(({ isContradictory }) => !isContradictory)];
  return (
    <MoreFacts title={words.say('classes.near', { count: groups.length })}>
      <p className="small quiet">{words.say('classes.nearWhy')}</p>
      {wrong.length === 0 ? null : <p>{words.say('classes.contradictions', { count: wrong.length })}</p>}
      {sorted.slice(0, shownGroups).map(({ names }) => (
        <TeachPictures key={names[0]} pictures={named(pictures, names)} canRemove withLabel />
      ))}
    </MoreFacts>
  );
}

/** More groups would slow a phone down. */
const shownGroups = 20;

function Unreadable(props: {
  readonly files: readonly UnreadableFile[];
  readonly pictures: readonly TeachPicture[];
}): ReactElement | null {
  const words = useWords();
  const { files, pictures } = props;
  if (files.length === 0) return null;
  return (
    <MoreFacts title={words.say('classes.unreadable', { count: files.length })} isOpen>
      <ul className="stack-tight">
        {files.map(({ name, fault }) => (
          <li key={name}>
            {words.say('classes.unreadableFile', {
              file: named(pictures, [name])[0]?.fileName ?? name,
              reason: (isFileFault(fault) ? describeFileFault(words, fault) : describePictureFault(words, fault)).title,
            })}
          </li>
        ))}
      </ul>
    </MoreFacts>
  );
}

function Together(props: {
  readonly teaching: Teaching;
  readonly together: DatasetInsights['together'];
}): ReactElement {
  const words = useWords();
  const { teachings } = useServices();
  const { teaching, together } = props;
  const { example } = together.byName;
  return (
    <MoreFacts title={words.say('classes.together', { count: together.count })}>
      {example === undefined ? null : <p className="small quiet">{words.say('classes.togetherWhy', { example })}</p>}
      <CheckField
        label={words.say('classes.keepTogether')}
        checked={teaching.options.isApart !== true}
        onChange={(event) => void teachings.setOptions(teaching.id, { isApart: !event.currentTarget.checked })}
      />
    </MoreFacts>
  );
}

function named(pictures: readonly TeachPicture[], names: readonly string[]): readonly TeachPicture[] {
  const wanted = new Set(names);
  return pictures.filter((picture) => wanted.has(teachPictureName(picture)));
}
