/** A device with the thermal pack, corrected pictures, and a worker that learns as a test says. */
import { onTestFinished } from 'vitest';
import { verifyEd25519 } from '../../node-host/ed25519';
import { toCorrection, type CorrectionEdit } from '../../src/domain/correction-edit';
import type { LearningFigures, LearningReport } from '../../src/domain/learning-report';
import type { PackBytes } from '../../src/domain/loaded-pack';
import type { InspectionRecord } from '../../src/domain/record';
import { succeed } from '../../src/domain/result';
import { createStoredKey, signerOf } from '../../src/platform/ed25519';
import { sha256 } from '../../src/platform/sha256';
import { createHistoryService } from '../../src/services/history-service';
import { createInspectionService } from '../../src/services/inspection-service';
import { createLearningService } from '../../src/services/learning-service';
import { createPackLibrary } from '../../src/services/pack-library';
import { openKnownPacks } from '../../src/services/known-packs';
import { createPackService } from '../../src/services/pack-service';
import type { LearningLearner } from '../../src/services/preview-learning';
import { createPackVersionRepository } from '../../src/storage/pack-versions';
import type { PackRepository } from '../../src/storage/packs';
import { openSigningKey } from '../../src/storage/signing-key';
import { openStorage, valueOf } from '../contract/storage-fixture';
import { correctionId, thermalRecord } from './corrected-record';
import { memoryStorage } from './memory-storage';
import { colourAnomaly, floatBytes, makePack, plainInput } from './make-pack';

type LearnRequest = Parameters<LearningLearner['learn']>[0];

export const thermalId = 'transformer-thermal';

const figures: LearningFigures = { pictures: 2, faults: 1, missed: 0, falseAlarms: 1, levelsWrong: 0 };
const parameters = {
  ...{ threshold: 0.4, falseAlarmRate: 0.05, isRateGuaranteed: true },
  ...{ bands: [], bankRows: 1, exampleRows: 0, defectRows: 0 },
};

/** The report of a learning that only counts. */
export function reportOf({ examples, pictures }: LearnRequest): LearningReport {
  return {
    examples: examples.map(({ id, kind, recordId }) => ({ id, kind, recordId, rows: 1 })),
    before: { figures, parameters },
    after: { figures: { ...figures, falseAlarms: 0 }, parameters },
    ...{ changes: [], compared: pictures.length, unused: [] },
  };
}

/** An anomaly pack of one row, which comes from the example `learned` if there is one. */
export function anomalyPack(
  identity: { readonly id: string; readonly version: string; readonly title: string },
  learned?: string,
): PackBytes {
  const sources = learned === undefined ? {} : { sources: [{ ...correctionSource, example: learned }] };
  const anomaly = { ...colourAnomaly, bank: { ...colourAnomaly.bank, ...sources } };
  const plan = {
    ...{ input: plainInput(8, 'nchw'), network: { file: 'network', input: 'pixels' }, anomaly },
    ...identity,
  };
  return makePack(plan, 'tiny-backbone', { bank: floatBytes([0.5, 0.5, 0.5]) });
}

const correctionSource = { kind: 'correction', name: 'pole.jpg', rows: 1 } as const;

/** `learn`: the worker; by default it learns everything. */
export async function learningDevice(learn?: LearningLearner['learn']) {
  const storage = openStorage(`learning-${crypto.randomUUID()}`);
  onTestFinished(() => storage.connection.close());
  const requests: LearnRequest[] = [];
  const newId = () => crypto.randomUUID();
  let minute = 0;
  const nowMs = () => Date.UTC(2026, 10, 26, 10, minute++);
  const now = () => new Date(nowMs()).toISOString();
  const packs = createPackService({
    ...{ repository: storage.packs, sha256, now, onInstalled: () => undefined, modelsPath: '/models/' },
    knownPacks: openKnownPacks(memoryStorage()),
    fetch: () => Promise.reject(new TypeError('offline')),
  });
  const versions = createPackVersionRepository(storage.connection);
  const packLibrary = createPackLibrary({
    ...{ versions, packs, sha256, verify: verifyEd25519, now, onChanged: () => undefined },
    openSigner: async () => {
      const key = await openSigningKey(storage.connection, createStoredKey);
      return key.ok ? succeed(signerOf(key.value)) : key;
    },
  });
  const inspections = createInspectionService({
    ...{ repository: storage.inspections, history: storage.history, sha256, newId },
    momentNow: () => ({ takenAt: now(), utcOffsetMinutes: 0 }),
    askToPersist: () => Promise.resolve(true),
    appBuild: '0.1.0+test',
  });
  const client: LearningLearner = {
    learn: (request, options) => {
      requests.push(request);
      if (learn !== undefined) return learn(request, options);
      return Promise.resolve(succeed({ bytes: anomalyPack(request.identity), report: reportOf(request) }));
    },
  };
  const history = createHistoryService({ history: storage.history, read: storage.inspections.read });
  const teachings = {
    list: async () => valueOf(await storage.teachings.list()),
    byId: async (id: string) => valueOf(await storage.teachings.byId(id)),
  };
  const learning = createLearningService({ client, packs, packLibrary, inspections, history, newId, nowMs, teachings });
  await installShipped(storage.packs);
  return {
    ...{ storage, packs, packLibrary, learning, requests, inspections },
    save: async (...records: readonly InspectionRecord[]): Promise<void> => {
      for (const record of records) valueOf(await storage.inspections.add(record, []));
    },
  };
}

/** A pack of the app: unlike one of the user, it has no version that is kept. */
async function installShipped(packs: PackRepository): Promise<void> {
  const { manifest, files } = anomalyPack({ id: thermalId, version: '0.1.0', title: 'Thermal' });
  const fileHashByName: Record<string, string> = {};
  for (const [name, bytes] of Object.entries(files)) {
    const hash = await sha256(bytes);
    fileHashByName[name] = hash;
    valueOf(await packs.putFile(hash, bytes));
  }
  valueOf(await packs.put({ id: thermalId, manifest, fileHashByName }));
}

/** A picture of the thermal pack as a separate record. */
export function pictureRecord(number: number, packId = thermalId): InspectionRecord {
  const digits = String(number).padStart(2, '0');
  return {
    ...thermalRecord,
    id: `${thermalRecord.id.slice(0, -2)}${digits}`,
    takenAt: `2026-11-21T06:${digits}:00.000Z`,
    fileName: `pole-${digits}.jpg`,
    pictureSha256: digits.repeat(32),
    provenance: { ...thermalRecord.provenance, packId },
  };
}

/** The same with one correction, whose id no other picture has. */
export function correctedPicture(number: number, edit: CorrectionEdit, packId?: string): InspectionRecord {
  const record = pictureRecord(number, packId);
  const id = correctionId(number);
  const added = toCorrection(record, edit, { id, at: record.takenAt, by: 'Asha' });
  return added === undefined ? record : { ...record, corrections: [added] };
}
