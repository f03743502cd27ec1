import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, type ReactElement } from 'react';
import { useLocation } from 'wouter';
import type { Teaching, TeachPhase } from '../../domain/teaching';
import type { PackOffer } from '../../services/pack-offers';
import { Button } from '../../ui/button';
import { Chip } from '../../ui/chip';
import { EmptyState } from '../../ui/empty-state';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Skeleton } from '../../ui/skeleton';
import { useWords } from '../../ui/words-context';
import { describeStorageFault } from '../../words/fault-text';
import type { Tone } from '../../words/verdict-text';
import { FaultNotice } from '../fault-notice';
import { LinkRow, LinkRows } from '../link-row';
import { queryKeys, usePackOffers } from '../local-queries';
import { useFaultMutation } from '../use-fault-mutation';
import { useServices } from '../use-services';
import './teach.css';
import { useIsPackDeleted, useTeachings } from './use-teaching';
import { WaitingPanel } from './waiting-panel';

const surfaceId = 'surface';

const tones: Readonly<Record<TeachPhase['phase'], Tone>> = {
  collecting: 'info',
  teaching: 'watch',
  taught: 'ok',
  failed: 'bad',
};

/** Starts a teaching, and lists those of this device. */
export function TeachScreen(): ReactElement {
  const words = useWords();
  const { data: teachings } = useTeachings();
  return (
    <Page title={words.say('teach.title')} lead={words.say('teach.lead')}>
      <div className="columns columns-side-first">
        <div className="stack">
          <WaitingPanel />
          <BeginPanel />
        </div>
        <section className="stack" aria-label={words.say('teach.listTitle')}>
          {teachings === undefined ? <Skeleton /> : null}
          {teachings?.length === 0 ? (
            <EmptyState icon="teach" title={words.say('teach.emptyTitle')}>
              {words.say('teach.empty')}
            </EmptyState>
          ) : null}
          {teachings === undefined || teachings.length === 0 ? null : <h2>{words.say('teach.listTitle')}</h2>}
          <LinkRows>
            {teachings?.map((teaching) => (
              <TeachingRow key={teaching.id} teaching={teaching} />
            ))}
          </LinkRows>
        </section>
      </div>
    </Page>
  );
}

function TeachingRow({ teaching }: { readonly teaching: Teaching }): ReactElement {
  const words = useWords();
  const { id, title, base, startedAt, state } = teaching;
  const isDeleted = useIsPackDeleted(teaching);
  return (
    <LinkRow
      href={`/teach/${id}`}
      title={title}
      support={words.say('teach.started', { time: words.dateTime(startedAt), pack: base.title })}
      badge={
        isDeleted ? (
          <Chip tone="unknown">{words.say('teach.state.deleted')}</Chip>
        ) : (
          <Chip tone={tones[state.phase]}>{words.say(`teach.state.${state.phase}`)}</Chip>
        )
      }
    />
  );
}

type NewTeaching = Pick<Teaching, 'title' | 'base' | 'kind'>;

function BeginPanel(): ReactElement {
  const words = useWords();
  const [, navigate] = useLocation();
  const { teachings } = useServices();
  const bases = useBases();
  const begin = useFaultMutation({
    run: (about: NewTeaching) => teachings.create(about),
    refresh: [],
    onSuccess: (id) => navigate(`/teach/${id}`),
  });
  // The next screen is loading: a second tap would start another one.
  const isBegun = begin.isPending || begin.isSuccess;
  const surface = bases.find(({ id }) => id === surfaceId);
  const base = { id: surfaceId, title: surface?.title ?? words.say('teach.surfaceTitle') };
  return (
    <div className="stack">
      <Button
        look="primary"
        size="large"
        icon="teach"
        disabled={isBegun}
        onClick={() => begin.mutate({ kind: 'anomaly', title: words.say('teach.surfaceTitle'), base })}
      >
        {words.say('teach.newSurface')}
      </Button>
      <Button
        size="large"
        icon="grid"
        disabled={isBegun}
        onClick={() => begin.mutate({ kind: 'classes', title: words.say('classes.title'), base })}
      >
        {words.say('classes.new')}
      </Button>
      <p className="small quiet">{words.say('classes.newWhy')}</p>
      {surface === undefined ? null : <p className="small quiet">{words.say('teach.worksOffline')}</p>}
      {begin.isError ? <FaultNotice fault={describeStorageFault(words, begin.error.fault)} /> : null}
      <HowPanel />
      <ExtendPanel
        bases={bases.filter(({ id }) => id !== surfaceId)}
        isDisabled={isBegun}
        onBegin={(about) => begin.mutate(about)}
      />
    </div>
  );
}

function HowPanel(): ReactElement {
  const words = useWords();
  return (
    <Panel title={words.say('teach.howTitle')}>
      <ol className="teach-steps">
        <li>{words.say('teach.how1')}</li>
        <li>{words.say('teach.how2')}</li>
        <li>{words.say('teach.how3')}</li>
      </ol>
    </Panel>
  );
}

/** Starts a teaching with another pack than that for surfaces as the base. */
function ExtendPanel(props: {
  readonly bases: readonly PackOffer[];
  readonly isDisabled: boolean;
  readonly onBegin: (about: NewTeaching) => void;
}): ReactElement | null {
  const words = useWords();
  const { bases, isDisabled, onBegin } = props;
  if (bases.length === 0) return null;
  return (
    <Panel title={words.say('teach.extendTitle')}>
      <p className="quiet">{words.say('teach.extendWhy')}</p>
      {bases.map(({ id, title }) => (
        <Button
          key={id}
          disabled={isDisabled}
          onClick={() =>
            onBegin({
              kind: 'anomaly',
              title: words.say('teach.extendedTitle', { pack: title }),
              base: { id, title },
            })
          }
        >
          {words.say('teach.extend', { pack: title })}
        </Button>
      ))}
    </Panel>
  );
}

/** The packs on this device that can be taught: those with an anomaly part. */
function useBases(): readonly PackOffer[] {
  const { packs } = useServices();
  const offers = usePackOffers().data;
  const queryClient = useQueryClient();
  useEffect(() => {
    void packs.installBases().then(() => queryClient.invalidateQueries({ queryKey: queryKeys.offers }));
  }, [packs, queryClient]);
  const onDevice = offers?.ok === true ? offers.value.filter((offer) => offer.onDevice) : [];
  const { data } = useQuery({
    queryKey: ['teachable-packs', onDevice.map(({ id, version }) => `${id} ${version}`)],
    queryFn: async () => {
      const manifests = await Promise.all(onDevice.map(({ id }) => packs.installed(id)));
      return onDevice.filter((_, at) => manifests[at]?.anomaly !== undefined);
    },
  });
  return data ?? [];
}
