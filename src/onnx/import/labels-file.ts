/** Names of classes as other programs write them: one a line, or JSON. */
import { parseJson } from '../../domain/json';

/** At most so many labels: the limit of the pack format. */
const mostLabels = 1000;

/**
 * The labels in the order of the output. Understands a list, an object by number (`id2label` of Hugging Face, `names` of Ultralytics),
 * either of them under a usual name (`labels`, `label_names` of timm, `classes.Label` of Lobe), and one label a line.
 */
export function parseLabels(text: string): readonly string[] {
  const trimmed = text.trim();
  // Ultralytics writes a dictionary of Python, with single quotes and numbers as keys.
  const asJson = /^\{\s*\d+\s*:/.test(trimmed)
    ? trimmed.replaceAll(/([{,]\s*)(\d+)\s*:/g, '$1"$2":').replaceAll("'", '"')
    : trimmed;
  const json = parseJson(asJson);
  const found = json.ok ? labelsIn(json.value, 0) : undefined;
  if (found !== undefined) return found.slice(0, mostLabels);
  if (/^[[{]/.test(trimmed)) return [];
  const lines = trimmed.split(/\r?\n|,/).map((line) => line.trim());
  return lines.filter((line) => line !== '').slice(0, mostLabels);
}

const listKeys = ['id2label', 'label_names', 'labels', 'names', 'classes', 'class_names', 'Label'];

function labelsIn(value: unknown, depth: number): readonly string[] | undefined {
  if (isTexts(value)) return value.length >= 2 ? value : undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > 2) return undefined;
  const entries = Object.entries(value);
  if (entries.length >= 2 && entries.every(([key, label]) => /^\d+$/.test(key) && typeof label === 'string'))
    return entries.toSorted(([a], [b]) => Number(a) - Number(b)).map(([, label]) => String(label));
  for (const key of listKeys) {
    const inner = entries.find(([name]) => name === key);
    const found = inner && labelsIn(inner[1], depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
