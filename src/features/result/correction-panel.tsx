import type { ReactElement } from 'react';
import { lastEffective } from '../../domain/correction';
import { decisionOf } from '../../domain/decision';
import { reviewOf } from '../../domain/corrected-verdict';
import type { InspectionRecord } from '../../domain/record';
import { refusalOf } from '../../domain/refusal';
import { Button } from '../../ui/button';
import { ChoiceRow } from '../../ui/choice-row';
import { CheckField } from '../../ui/form-field';
import { Panel } from '../../ui/panel';
import { useWords } from '../../ui/words-context';
import { correctionFaultText, correctionText, personText } from '../../words/correction-text';
import { FaultNotice } from '../fault-notice';
import { PersonField } from '../person-field';
import { usePerson } from '../use-corrections';
import { usePreferences } from '../use-preferences';
import type { InspectionFacts } from './shown-inspection';
import { TeachLink } from './teach-link';
import type { CorrectionTools } from './use-correction-tools';

/** Buttons to change the answer, add regions and undo, and the list of corrections. */
export function CorrectionPanel(props: {
  readonly record: InspectionRecord;
  readonly facts: InspectionFacts;
  readonly tools: CorrectionTools;
  readonly onAdd: () => void;
  /** Whether the list has another picture after this one. */
  readonly hasNext: boolean;
}): ReactElement {
  const words = useWords();
  const { record, facts, tools } = props;
  const person = usePerson();
  const { corrections = [] } = record;
  return (
    <Panel title={words.say('correction.title')}>
      {tools.fault === undefined ? null : <FaultNotice fault={correctionFaultText(words, tools.fault)} />}
      <GradeChoice facts={facts} tools={tools} />
      <LevelChoice record={record} facts={facts} tools={tools} />
      <div className="row">
        {tools.choices.regionLevels.length === 0 || facts.anomaly === undefined ? null : (
          <Button icon="plus" disabled={tools.draft !== undefined} onClick={props.onAdd}>
            {words.say('correction.add')}
          </Button>
        )}
        <Button icon="undo" disabled={tools.isPending || lastEffective(corrections) === undefined} onClick={tools.undo}>
          {words.say('correction.undo')}
        </Button>
      </div>
      <TeachLink record={record} />
      {props.hasNext ? <OpensNextField /> : null}
      {person === undefined && corrections.length > 0 ? <PersonField /> : null}
      <CorrectionList record={record} />
    </Panel>
  );
}

/** Whether a decision on the picture opens the next one. */
function OpensNextField(): ReactElement {
  const words = useWords();
  const [{ opensNext = false }, change] = usePreferences();
  return (
    <CheckField
      label={words.say('correction.opensNext')}
      checked={opensNext}
      onChange={(event) => change({ opensNext: event.target.checked })}
    />
  );
}

function GradeChoice({ facts, tools }: { readonly facts: InspectionFacts; readonly tools: CorrectionTools }) {
  const words = useWords();
  const { grades } = tools.choices;
  if (grades.length === 0) return null;
  return (
    <ChoiceRow
      isCompact
      label={words.say('correction.grade')}
      choices={grades.map(({ label, title }) => ({ value: label, title }))}
      value={facts.refused === undefined ? (facts.grade?.label ?? '') : ''}
      onChange={(chosen) => {
        const grade = grades.find(({ label }) => label === chosen);
        if (grade !== undefined) tools.chooseGrade(grade);
      }}
    />
  );
}

function LevelChoice(props: {
  readonly record: InspectionRecord;
  readonly facts: InspectionFacts;
  readonly tools: CorrectionTools;
}) {
  const { record, facts, tools } = props;
  const words = useWords();
  const { levels } = tools.choices;
  const { anomaly, refused } = facts;
  if (levels.length === 0 || (anomaly === undefined && refused === undefined)) return null;
  const decided = decisionOf(record)?.level;
  return (
    <ChoiceRow
      isCompact
      label={words.say(anomaly === undefined ? 'correction.severityOfPerson' : 'correction.severity')}
      choices={levels.map(({ level, levelTitle }) => ({ value: level, title: levelTitle }))}
      value={anomaly?.level ?? decided ?? ''}
      onChange={(chosen) => {
        const level = levels.find((each) => each.level === chosen);
        if (level !== undefined) tools.chooseLevel(level);
      }}
    />
  );
}

/** The newest first: what, who, when. */
function CorrectionList({ record }: { readonly record: InspectionRecord }): ReactElement | null {
  const words = useWords();
  const { corrections = [] } = record;
  const asGiven = hasVerdict(record) ? <p className="small quiet">{words.say('correction.none')}</p> : null;
  if (corrections.length === 0) return asGiven;
  return (
    <>
      {reviewOf(record).phase === 'none' ? asGiven : null}
      <ol className="correction-list">
        {corrections.toReversed().map((each) => (
          <li key={each.id}>
            <p>{correctionText(words, each)}</p>
            <p className="small quiet">{personText(words, each)}</p>
          </li>
        ))}
      </ol>
    </>
  );
}

/** Whether the pack gave a verdict on the picture: it was not refused. */
function hasVerdict({ refused, grade, anomaly }: InspectionRecord): boolean {
  return refusalOf({ refused, grade }) === undefined && (grade !== undefined || anomaly !== undefined);
}
