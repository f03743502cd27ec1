import { afterEach, expect, test, vi } from 'vitest';
import { setLeaveWarning } from '../../../src/platform/page-events';

afterEach(() => vi.unstubAllGlobals());

test('BAT-15 leaving the page is questioned while the warning is on, and only then', () => {
  const page = new EventTarget();
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
  const leaves = () => page.dispatchEvent(new Event('beforeunload', { cancelable: true }));
  expect(leaves()).toBe(true);
  setLeaveWarning(true);
  setLeaveWarning(true);
  expect(leaves()).toBe(false);
  setLeaveWarning(false);
  expect(leaves()).toBe(true);
});
