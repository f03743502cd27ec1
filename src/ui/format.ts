/** Numbers and times as people read them, in the language of the device. */

const thousand = 1000;

/** Bytes as "840 B", "12 kB" or "4.2 MB" (decimal units, as phones show them). */
export function formatBytes(bytes: number): string {
  if (bytes < thousand) return `${bytes} B`;
  if (bytes < thousand ** 2) return `${formatNumber(bytes / thousand, 0)} kB`;
  if (bytes < thousand ** 3) return `${formatNumber(bytes / thousand ** 2, 1)} MB`;
  return `${formatNumber(bytes / thousand ** 3, 1)} GB`;
}

/** "1.2 of 4.2 MB". */
export function formatBytesOf(done: number, total: number): string {
  const unit =
    total < thousand ** 2 ? { size: thousand, name: 'kB', digits: 0 } : { size: thousand ** 2, name: 'MB', digits: 1 };
  return `${formatNumber(done / unit.size, unit.digits)} of ${formatNumber(total / unit.size, unit.digits)} ${unit.name}`;
}

/** A share of 1 as "87 %". Shares just under the whole are not rounded up to it. */
export function formatPercent(share: number): string {
  const percent = Math.round(share * 100);
  return `${percent === 100 && share < 1 ? '99' : String(percent)} %`;
}

/** A score of 0–1 as a whole number 0–100, never rounded across the threshold in the middle. */
export function formatScore(score: number): string {
  const rounded = Math.round(score * 100);
  if (score < 0.5 && rounded >= 50) return '49';
  return String(rounded);
}

/** Milliseconds as "38 ms" or "1.4 s". */
export function formatDuration(ms: number): string {
  return ms < thousand ? `${formatNumber(ms, ms < 10 ? 1 : 0)} ms` : `${formatNumber(ms / thousand, 1)} s`;
}

/** A moment in the device's own date and time format. */
export function formatMoment(iso: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
}

/** The time of day, in the device's own format. */
export function formatTime(ms: number): string {
  return new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }).format(new Date(ms));
}

/** A number with at most `digits` places after the point. */
export function formatNumber(value: number, digits: number): string {
  return new Intl.NumberFormat(undefined, { maximumFractionDigits: digits }).format(value);
}
