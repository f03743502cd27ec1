import type { ReactElement } from 'react';
import { Link, useSearch } from 'wouter';
import { shownBoxes } from '../../domain/corrected-verdict';
import { Button, buttonClass } from '../../ui/button';
import { MoreFacts } from '../../ui/facts';
import { useWords } from '../../ui/words-context';
import { readHistoryAddress, withHistoryAddress } from '../history-address';
import { LimitField } from '../limit-field';
import type { CorrectionTools } from './use-correction-tools';
import type { ThresholdPreview } from './use-threshold-preview';

/** Tries another threshold on this picture, and stores it as a correction on request. */
export function ThresholdPanel(props: {
  readonly preview: ThresholdPreview;
  readonly tools: CorrectionTools;
}): ReactElement {
  const words = useWords();
  const search = useSearch();
  const { preview, tools } = props;
  const { shown, edit } = preview;
  return (
    <MoreFacts title={words.say('correction.threshold')}>
      <p className="small quiet">{words.say('correction.thresholdHint')}</p>
      <LimitField limit={preview.limit} onChange={preview.setLimit} />
      <p role="status">
        {words.say('correction.preview', {
          limit: words.number(100 * preview.limit, 0),
          level: shown.facts.anomaly?.levelTitle ?? '',
          count: shownBoxes(shown.facts).length,
        })}
      </p>
      <div className="row">
        <Button
          look="primary"
          disabled={!preview.isChanged || edit === undefined}
          onClick={() => {
            if (edit !== undefined) tools.apply(edit);
            preview.reset();
          }}
        >
          {words.say('correction.saveThreshold')}
        </Button>
        <Button disabled={!preview.isChanged} onClick={preview.reset}>
          {words.say('correction.cancel')}
        </Button>
      </div>
      <Link
        href={withHistoryAddress('/review/threshold', readHistoryAddress(new URLSearchParams(search)))}
        className={buttonClass('quiet')}
      >
        {words.say('correction.thresholdOfList')}
      </Link>
    </MoreFacts>
  );
}
