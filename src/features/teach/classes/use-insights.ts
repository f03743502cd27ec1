/** Insights of the pictures of a teaching. Starts the embedding of those without one. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { teachPictureName, type TeachPicture } from '../../../domain/teaching';
import { insightsInTurns, type DatasetInsights, type PictureFacts } from '../../../learning/dataset-insights';
import type { TeachFailure } from '../../../domain/teach-report';
import type { RunningTeaching } from '../../../services/teaching-work';
import type { TeachingService } from '../../../services/teaching-service';
import { useServices } from '../../use-services';
import { useTeachingState } from '../use-teaching';

type Looks = Awaited<ReturnType<TeachingService['looks']>>;

export interface ClassInsights {
  /** Of the embedded pictures. */
  readonly insights: DatasetInsights;
  /** The numbers of the pictures from which nothing can be learned. */
  readonly unusable: ReadonlySet<number>;
  readonly looking: RunningTeaching | undefined;
  readonly fault: TeachFailure | undefined;
}

/** Insights of the pictures, also of those without a class. Undefined until the embeddings are read. */
export function useInsights(id: string, pictures: readonly TeachPicture[]): ClassInsights | undefined {
  const { teachings } = useServices();
  const { looks: stored, looking, lookFault, adding } = useTeachingState();
  const isAdding = adding?.id === id;
  const { data: looks } = useQuery({
    queryKey: ['teach-picture-looks', id, stored, pictures.length],
    queryFn: () => teachings.looks(id),
    placeholderData: keepPreviousData,
  });
  const orders = pictures.map(({ order }) => order).join(' ');
  useEffect(() => {
    // Inspecting and adding have priority: pictures are embedded once they are stored.
    if (orders !== '' && !isAdding) void teachings.look(id);
  }, [teachings, id, orders, isAdding]);
  const insights = useFound(pictures, looks);
  if (insights === undefined || looks === undefined) return undefined;
  return {
    insights,
    unusable: new Set(pictures.map(({ order }) => order).filter((order) => hasFailed(looks, order))),
    looking: looking?.id === id ? looking : undefined,
    fault: lookFault?.id === id ? lookFault.fault : undefined,
  };
}

/** The last insights, shown while new ones are computed: many pictures take seconds to compare. */
function useFound(pictures: readonly TeachPicture[], looks: Looks | undefined): DatasetInsights | undefined {
  const [found, setFound] = useState<DatasetInsights>();
  useEffect(() => {
    if (looks === undefined) return;
    let isWanted = true;
    const turn = async (): Promise<boolean> => {
      await new Promise((resolve) => setTimeout(resolve));
      return isWanted;
    };
    void insightsInTurns(factsOf(pictures, looks), turn).then((insights) => {
      if (isWanted && insights !== undefined) setFound(insights);
    });
    return () => {
      isWanted = false;
    };
  }, [looks, pictures]);
  return found;
}

function factsOf(pictures: readonly TeachPicture[], looks: Looks): readonly PictureFacts[] {
  return pictures.flatMap((picture): readonly PictureFacts[] => {
    const look = looks.get(picture.order);
    if (look === undefined) return [];
    const { fileName, label, sha256 } = picture;
    const known = { name: teachPictureName(picture), fileName, label, sha256 };
    if ('fault' in look) return [{ ...known, fault: look.fault }];
    return [{ ...known, size: look.size, blur: look.blur, embedding: look.embedding }];
  });
}

function hasFailed(looks: Looks, order: number): boolean {
  const look = looks.get(order);
  return look !== undefined && 'fault' in look;
}
