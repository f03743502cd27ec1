import { Hono, type Context } from 'hono';
import { fieldPackExtension } from '../../src/domain/pack-file-name';
import type { SharedPack } from '../../src/domain/shared-pack';
import { without } from '../../src/domain/without';
import { describeFieldPackFault } from '../../src/words/field-pack-text';
import { intakeFaultText } from '../http/intake-fault-text';
import { readBytes } from '../http/read-body';
import { checkPack, readPackFile, type PackCheckFault } from './check-pack';
import type { OfficeEnv, RouteDependencies } from './dependencies';
import { PackPage } from './pages/pack-page';
import { PacksPage } from './pages/packs-page';
import { paths } from './paths';
import { groupVersions, readTaughtPacks, type TaughtPack } from './queries/taught-packs';
import { answerPage, idOf, notFoundPage } from './render';
import { saveShared } from './save-shared';

const formLimitBytes = 1024;

/** Packs that devices have taught: the list, one pack with the check of its file, offering it and withdrawing the offer. */
export function createPacks(dependencies: RouteDependencies): Hono<OfficeEnv> {
  const { db, blobs } = dependencies;
  const app = new Hono<OfficeEnv>();
  const withPack = (use: (context: Context<OfficeEnv>, found: TaughtPack) => Promise<Response>) => {
    return async (context: Context<OfficeEnv>) => {
      const id = idOf(context);
      const [found] = id === undefined ? [] : await readTaughtPacks(db, id);
      return found === undefined ? notFoundPage(context, dependencies) : use(context, found);
    };
  };
  app.get('/packs', async (context) =>
    answerPage(context, dependencies, <PacksPage packs={groupVersions(await readTaughtPacks(db))} />),
  );
  app.get(
    '/packs/:id',
    withPack((context, found) => packPage(context, dependencies, found)),
  );
  app.get(
    '/packs/:id/file',
    withPack(async (context, { pack }) => {
      const file = await readPackFile(pack, blobs);
      if (file === undefined) return notFoundPage(context, dependencies);
      const name = `${pack.packId}-${pack.version}${fieldPackExtension}`;
      const headers = { 'content-type': 'application/zip', 'content-disposition': `attachment; filename="${name}"` };
      return context.body(file, 200, headers);
    }),
  );
  app.post(
    '/packs/:id',
    withPack((context, found) => submitOffer(context, dependencies, found)),
  );
  return app;
}

async function packPage(
  context: Context<OfficeEnv>,
  dependencies: RouteDependencies,
  found: TaughtPack,
  fault?: string,
): Promise<Response> {
  const checked = await checkPack(found.pack, dependencies.blobs);
  const reason = checked.ok ? undefined : checkFaultText(dependencies, checked.fault);
  const packs = groupVersions(await readTaughtPacks(dependencies.db));
  const versions = packs.find(([newest]) => newest?.pack.packId === found.pack.packId) ?? [found];
  const content = checked.ok ? checked.value.pack : undefined;
  const page = <PackPage found={found} versions={versions} content={content} checkFault={reason} fault={fault} />;
  return answerPage(context, dependencies, page, fault === undefined ? 200 : 422);
}

/** An offer is made only of a pack that has just passed its check. */
async function submitOffer(
  context: Context<OfficeEnv>,
  dependencies: RouteDependencies,
  found: TaughtPack,
): Promise<Response> {
  const wanted = await wantedState(context.req.raw);
  if (wanted === undefined) return packPage(context, dependencies, found);
  const { pack } = found;
  const checked = wanted === 'offered' ? await checkPack(pack, dependencies.blobs) : undefined;
  if (checked?.ok === false) {
    return packPage(context, dependencies, found, checkFaultText(dependencies, checked.fault));
  }
  const { engineer } = context.get('session');
  const offer = { releasedAt: new Date(dependencies.now()).toISOString(), by: engineer.slice(0, 200) };
  const value: SharedPack = wanted === 'offered' ? { ...pack, offer } : without(pack, 'offer');
  const write = { type: 'pack', id: pack.id, item: { type: 'pack', value }, knownAt: found.at } as const;
  const saved = await saveShared(dependencies, [write], { engineer, requestId: context.get('requestId') });
  if (!saved.ok) return packPage(context, dependencies, found, intakeFaultText(saved.fault));
  return context.redirect(paths.pack(pack.id), 303);
}

/** Undefined where the form does not belong to this page. */
async function wantedState(request: Request): Promise<'offered' | 'withdrawn' | undefined> {
  const body = await readBytes(request, formLimitBytes);
  const to = body.ok ? new URLSearchParams(new TextDecoder().decode(body.value)).get('to') : null;
  return to === 'offered' || to === 'withdrawn' ? to : undefined;
}

function checkFaultText({ words }: RouteDependencies, fault: PackCheckFault): string {
  if (fault.kind === 'missing-parts') return words.say('office.packMissingParts');
  if (fault.kind === 'wrong-content') return words.say('office.packWrongContent');
  const { title, advice } = describeFieldPackFault(words, fault);
  return `${title} ${advice}`;
}
