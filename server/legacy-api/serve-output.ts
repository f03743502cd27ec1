import type { OutputStore } from './output-store';
import { refuseLegacy, type LegacyHandler } from './legacy-response';

/**
 * `GET /outputs/{folder}/{name}`. The bytes under a name never change. Pages of other origins show these pictures in an `<img>`, as
 * they did before: the name gives access to the picture.
 */
export function showOutput(outputs: OutputStore): LegacyHandler {
  return async ({ req }) => {
    const png = await outputs.read(req.param('folder') ?? '', req.param('name') ?? '');
    if (png === undefined) return refuseLegacy({ kind: 'no-such-picture' });
    return new Response(new Uint8Array(png), {
      headers: {
        'content-type': 'image/png',
        'content-length': String(png.length),
        'cache-control': 'private, max-age=86400, immutable',
        'cross-origin-resource-policy': 'cross-origin',
      },
    });
  };
}
