import type { ReactElement } from 'react';
import { Link } from 'wouter';
import { reviewOf, type Review } from '../../domain/corrected-verdict';
import { refusalOf } from '../../domain/refusal';
import { Button, buttonClass } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { useWords } from '../../ui/words-context';
import { useInstalledPack } from '../local-queries';
import type { InspectionFacts, ShownInspection } from './shown-inspection';
import type { CorrectionTools } from './use-correction-tools';

/** The next step: confirm the verdict, or inspect another picture. */
export function NextBar(props: {
  readonly inspection: ShownInspection;
  readonly tools: CorrectionTools;
}): ReactElement {
  const { facts, record } = props.inspection;
  return (
    <div className="next-bar">
      {record === undefined ? null : <ConfirmButton phase={reviewOf(record).phase} tools={props.tools} />}
      <AnotherLink facts={facts} />
    </div>
  );
}

function ConfirmButton(props: { readonly phase: Review['phase']; readonly tools: CorrectionTools }): ReactElement {
  const words = useWords();
  const { phase, tools } = props;
  return (
    <Button icon="check" disabled={phase !== 'none' || tools.isPending} onClick={tools.confirm}>
      {words.say(`correction.button.${phase}`)}
    </Button>
  );
}

/** Back to the inspect screen. After a refusal it says what to do. */
function AnotherLink({ facts }: { readonly facts: InspectionFacts }): ReactElement {
  const words = useWords();
  const pack = useInstalledPack(facts.provenance.packId).data;
  const isFromCamera = (pack?.source ?? 'camera') === 'camera';
  const afterRefusal = isFromCamera ? 'result.retake' : 'result.rechoose';
  return (
    <Link href="/" className={buttonClass('primary')}>
      <Icon name={isFromCamera ? 'camera' : 'pictures'} size={22} />
      {words.say(refusalOf(facts) === undefined ? 'result.another' : afterRefusal)}
    </Link>
  );
}
