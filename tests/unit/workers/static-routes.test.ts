import { expect, test } from 'vitest';
import { addStaticRoutes } from '../../../workers/static-routes';

const options = { cacheName: 'precache', patternOf: (pathname: string) => ({ pathname }) };

test('OFF-22 a browser that refuses the routes, or has none, still installs the service worker', async () => {
  const asked: (readonly object[])[] = [];
  const refusing = {
    addRoutes: (routes: readonly object[]) => {
      asked.push(routes);
      return Promise.reject(new TypeError('unknown source'));
    },
  };
  await expect(addStaticRoutes(refusing, options)).resolves.toBeUndefined();
  expect(asked[0]?.at(-1)).toEqual({
    condition: { urlPattern: { pathname: '/assets/*.*' }, requestMethod: 'GET' },
    source: { cacheName: 'precache' },
  });
  await expect(addStaticRoutes({}, options)).resolves.toBeUndefined();
});
