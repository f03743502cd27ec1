import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from '../../ui/button';
import { ProgressBar } from '../../ui/progress-bar';
import { useWords } from '../../ui/words-context';
import { correctionFaultText } from '../../words/correction-text';
import { FaultNotice } from '../fault-notice';
import { queryKeys } from '../local-queries';
import { usePerson } from '../use-corrections';
import { useServices } from '../use-services';
import { saveThreshold, undoThreshold, type ThresholdOutcome } from './save-threshold';

/** Saves the tried threshold for every picture that it changes: with progress, stop, and undo of the whole. */
export function SaveForAll(props: { readonly ids: readonly string[]; readonly limit: number }): ReactElement {
  const words = useWords();
  const { running, outcome, save, undo, stop } = useThresholdRun();
  const { ids, limit } = props;
  if (running !== undefined) {
    const { done, all } = running;
    return (
      <>
        <ProgressBar
          label={words.say('threshold.saving')}
          share={done / all}
          words={words.say('threshold.progress', { done, all })}
        />
        <Button onClick={stop}>{words.say('threshold.stop')}</Button>
      </>
    );
  }
  return (
    <>
      <Button look="primary" disabled={ids.length === 0} onClick={() => void save(ids, limit)}>
        {words.say('threshold.save', { count: ids.length })}
      </Button>
      {outcome === undefined ? null : <Outcome outcome={outcome} onUndo={() => void undo(outcome)} />}
    </>
  );
}

/** So many pictures are named. */
const mostNamed = 20;

function Outcome(props: { readonly outcome: ThresholdOutcome; readonly onUndo: () => void }): ReactElement {
  const words = useWords();
  const { saved, left, fault } = props.outcome;
  return (
    <>
      {fault === undefined ? null : <FaultNotice fault={correctionFaultText(words, fault)} />}
      <p role="status">{words.say('threshold.saved', { count: saved.length })}</p>
      {saved.length === 0 ? null : (
        <Button icon="undo" onClick={props.onUndo}>
          {words.say('threshold.undo', { count: saved.length })}
        </Button>
      )}
      {left.length === 0 ? null : (
        <>
          <p>{words.say('threshold.left', { count: left.length })}</p>
          <ul className="small">
            {left.slice(0, mostNamed).map(({ id, fileName, because }) => (
              <li key={id}>
                {words.say('threshold.leftOne', { file: fileName, reason: words.say(`threshold.because.${because}`) })}
              </li>
            ))}
            {left.length > mostNamed ? (
              <li>{words.say('threshold.leftMore', { count: left.length - mostNamed })}</li>
            ) : null}
          </ul>
        </>
      )}
    </>
  );
}

/** A run ends with the screen; what was saved until then stays. */
function useThresholdRun() {
  const services = useServices();
  const by = usePerson();
  const queryClient = useQueryClient();
  const [running, setRunning] = useState<{ readonly done: number; readonly all: number }>();
  const [outcome, setOutcome] = useState<ThresholdOutcome>();
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);

  async function run(all: number, work: () => Promise<ThresholdOutcome>): Promise<void> {
    setRunning({ done: 0, all });
    try {
      setOutcome(await work());
      await queryClient.invalidateQueries({ queryKey: queryKeys.inspections });
    } finally {
      setRunning(undefined);
    }
  }

  return {
    running,
    outcome,
    stop: () => stop.current?.abort(),
    save: (ids: readonly string[], limit: number) => {
      stop.current = new AbortController();
      const { signal } = stop.current;
      const onProgress = (done: number): void => setRunning({ done, all: ids.length });
      return run(ids.length, () => saveThreshold({ ids, limit, by, signal, onProgress }, services));
    },
    undo: ({ saved }: ThresholdOutcome) => run(saved.length, () => undoThreshold(saved, by, services.corrections)),
  };
}
