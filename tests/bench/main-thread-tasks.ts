/** The tasks of a page's main thread, from Chromium's trace: how long each took, and how much processor time it used. */
import type { Browser, Page } from '@playwright/test';

export interface Task {
  /** With the time in which other programs had the processor, ms. */
  readonly wallMs: number;
  readonly cpuMs: number;
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** All tasks while `work` runs, the one with the most processor time first. */
export async function traceTasks(browser: Browser, page: Page, work: () => Promise<void>): Promise<readonly Task[]> {
  const categories = ['disabled-by-default-devtools.timeline', 'devtools.timeline', '__metadata'];
  await browser.startTracing(page, { screenshots: false, categories });
  await work();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { readonly traceEvents: readonly TraceEvent[] };
  const mainThreads = new Set(
    trace.traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}:${tid}`),
  );
  return trace.traceEvents
    .filter(
      ({ name, pid, tid, tdur }) => name.endsWith('RunTask') && tdur !== undefined && mainThreads.has(`${pid}:${tid}`),
    )
    .map(({ dur = NaN, tdur = NaN }) => ({ wallMs: dur / 1_000, cpuMs: tdur / 1_000 }))
    .sort((a, b) => b.cpuMs - a.cpuMs);
}

/** The longest tasks in words. */
export function describeTasks(tasks: readonly Task[], count = 5): string {
  const longest = (name: keyof Task) =>
    tasks
      .map((task) => task[name])
      .sort((a, b) => b - a)
      .slice(0, count)
      .map((ms) => ms.toFixed(0))
      .join(', ');
  return `longest by processor time ${longest('cpuMs')} ms, by the clock ${longest('wallMs')} ms`;
}
