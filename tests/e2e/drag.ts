import type { Page } from '@playwright/test';

/** A place on the page, px. */
interface Point {
  readonly x: number;
  readonly y: number;
}

/** A drag of one finger on a phone, of the mouse elsewhere. */
export async function drag(page: Page, isTouch: boolean, from: Point, to: Point): Promise<void> {
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  if (!isTouch) {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.move(to.x, to.y);
    await page.mouse.up();
    return;
  }
  const session = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Point[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: [...points] });
  await touch('touchStart', [from]);
  await touch('touchMove', [middle]);
  await touch('touchMove', [to]);
  await touch('touchEnd', []);
  await session.detach();
}
