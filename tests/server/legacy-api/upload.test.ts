import { expect, test } from 'vitest';
import { createUploads, type BodyChunks } from '../../../server/legacy-api/upload';

function uploadOf(...chunks: readonly (number | 'break')[]): Request {
  const left = [...chunks];
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const next = left.shift();
      if (next === undefined) controller.close();
      else if (next === 'break') controller.error(new Error('connection lost'));
      else controller.enqueue(new Uint8Array(next));
    },
  });
  // A streamed body needs `duplex`, which the DOM types lack.
  const init: RequestInit & { readonly duplex: 'half' } = { method: 'POST', body, duplex: 'half' };
  return new Request('http://server.example/', init);
}

async function sizeOf(body: BodyChunks): Promise<number> {
  let bytes = 0;
  for await (const chunk of body) bytes += chunk.length;
  return bytes;
}

test('EAR-20 limits one upload and all uploads together', async () => {
  const uploads = createUploads({ requestBytes: 100, allBytes: 150 });
  expect(await uploads.withBody(uploadOf(60, 40), sizeOf)).toEqual({ ok: true, value: 100 });
  expect(await uploads.withBody(uploadOf(60, 41), sizeOf)).toEqual({
    ok: false,
    fault: { kind: 'too-large', limitBytes: 100 },
  });
  const within = await uploads.withBody(uploadOf(80), async (body) => {
    await sizeOf(body);
    return uploads.withBody(uploadOf(80), sizeOf);
  });
  expect(within).toEqual({ ok: true, value: { ok: false, fault: { kind: 'no-room' } } });
});

test('EAR-20 the space of an upload is free again after any outcome', async () => {
  const uploads = createUploads({ requestBytes: 100, allBytes: 100 });
  for (let time = 0; time < 5; time++) {
    expect(await uploads.withBody(uploadOf(90, 'break'), sizeOf)).toEqual({ ok: false, fault: { kind: 'cut-off' } });
    expect(await uploads.withBody(uploadOf(90, 20), sizeOf)).toMatchObject({ ok: false });
    const broken = uploads.withBody(uploadOf(90), async (body) => {
      await sizeOf(body);
      throw new Error('bug');
    });
    await expect(broken).rejects.toThrow('bug');
  }
  expect(await uploads.withBody(uploadOf(100), sizeOf)).toEqual({ ok: true, value: 100 });
});
