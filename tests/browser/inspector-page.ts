/** The test page, driven from Node: services of the built product in a real browser, without screens. */
import type { Page } from '@playwright/test';
import type { CaptureTime } from '../../src/domain/capture-time';
import type { FileFault } from '../../src/domain/file-fault';
import type { InspectFault, Verdict } from '../../src/domain/inspection';
import type { LoadedPack } from '../../src/domain/loaded-pack';
import type { Result } from '../../src/domain/result';
import './page/test-page';

/** The parts of an inspected picture that tests compare: rasters as lists. */
export interface SeenInspection {
  readonly verdict: Verdict;
  readonly map: readonly number[];
  readonly mask: readonly number[];
  /** The kept photo and its thumbnail, in this order. */
  readonly kept: readonly {
    readonly width: number;
    readonly height: number;
    readonly bytes: number;
    readonly hasExif: boolean;
  }[];
  readonly captured: CaptureTime | undefined;
}

/** Opens the test page and puts the pack on the device. */
export async function openTestPage(page: Page, packId: string): Promise<void> {
  await page.goto('/');
  await page.evaluate(async (id) => {
    const { services } = await window.fieldgrade;
    const installed = await services.packs.install(id);
    if (!installed.ok) throw new Error(JSON.stringify(installed.fault));
  }, packId);
}

/** Loads the pack with a preferred backend. */
export function prepare(page: Page, packId: string, preference: 'auto' | 'wasm'): Promise<LoadedPack> {
  return page.evaluate(
    async ({ id, wanted }) => {
      const { services } = await window.fieldgrade;
      services.inspector.setBackendPreference(wanted);
      const loaded = await services.inspector.prepare(id);
      if (!loaded.ok) throw new Error(JSON.stringify(loaded.fault));
      return loaded.value;
    },
    { id: packId, wanted: preference },
  );
}

/** Inspects the bytes of a picture's file. */
export function inspect(
  page: Page,
  packId: string,
  file: Uint8Array,
): Promise<Result<SeenInspection, InspectFault | FileFault>> {
  return page.evaluate(
    async ({ id, base64 }) => {
      const { services } = await window.fieldgrade;
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const inspected = await services.inspector.inspect({ packId: id, file: new Blob([bytes]) });
      if (!inspected.ok) return inspected;
      const { verdict, rasters, photo, thumbnail, captured } = inspected.value;
      const map = [...(rasters?.map.data ?? [])];
      const mask = [...(rasters?.mask.data ?? [])];
      const kept = [photo, thumbnail].map(({ width, height, bytes: stored }) => ({
        width,
        height,
        bytes: stored.byteLength,
        hasExif: new TextDecoder('latin1').decode(stored).includes('Exif'),
      }));
      return { ok: true as const, value: { verdict, map, mask, kept, captured } };
    },
    { id: packId, base64: Buffer.from(file).toString('base64') },
  );
}

/** The inspection, or the test fails with the fault. */
export async function inspectOk(page: Page, packId: string, file: Uint8Array): Promise<SeenInspection> {
  const inspected = await inspect(page, packId, file);
  if (!inspected.ok) throw new Error(JSON.stringify(inspected.fault));
  return inspected.value;
}
