/** Which Chromium the tests start: the system's own where there is one, else the one Playwright installed. */
import { existsSync } from 'node:fs';
import type { LaunchOptions } from '@playwright/test';

const systemPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Quiet: no request of the browser's own while a test watches the network. `CHROMIUM` names another program. */
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

/** WebGPU on a software adapter: slow, but right for checking numbers. */
export const softwareWebGpu = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];
