/** The Chromium that tests start: the system's if there is one, otherwise Playwright's. */
import { existsSync } from 'node:fs';
import type { LaunchOptions } from '@playwright/test';

const systemPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Without the browser's own requests, because tests watch the network. `CHROMIUM` names another program. */
export function chromiumLaunch(extraArgs: readonly string[] = []): LaunchOptions {
  const executablePath = process.env['CHROMIUM'] ?? systemPaths.find((path) => existsSync(path));
  return {
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...extraArgs,
    ],
  };
}

/** WebAssembly without the optimising compiler: the same results, and half of the processor time of a page that loads a pack. */
export const baselineWebAssembly = ['--js-flags=--liftoff-only'];

/** One process for all pages of the app in a context: they share the compiled WebAssembly of a page that stays open. */
export const oneProcessPerSite = '--process-per-site';

/** WebGPU on a software adapter: slow, but its numbers are correct. */
export const softwareWebGpu = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];
