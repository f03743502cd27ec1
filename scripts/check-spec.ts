/**
 * Cross-checks the numbered rules of `docs/spec/*.md` with the tests that cite them, in both directions:
 * every rule is cited by a test title, every citation exists. Run: `npm run check:spec`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ruleLine = /^- \*\*([A-Z]+-\d+)\*\* \S/gm;
const citation = /\b([A-Z]{2,}-\d+)\b/g;
const testTitle = /\b(?:test|it|describe|scenario)(?:\.\w+)*(?:\([^)]*\))?\(\s*(['"`])((?:(?!\1).)*)\1/gs;

const rules = rulesByFile(filesIn('docs/spec', /\.md$/));
const cited = citationsByRule(filesIn('tests', /\.(test|spec|contract)\.tsx?$/), new Set(prefixes(rules.keys())));
const problems = [
  ...[...rules.keys()]
    .filter((rule) => !cited.has(rule))
    .map((rule) => `${rule} (${rules.get(rule) ?? ''}) is cited by no test`),
  ...[...cited.keys()]
    .filter((rule) => !rules.has(rule))
    .map((rule) => `${rule} (${cited.get(rule) ?? ''}) is no rule of docs/spec`),
];

for (const problem of problems) console.error(problem);
console.log(`${String(rules.size)} rules, ${String(cited.size)} cited, ${String(problems.length)} problems`);
process.exitCode = problems.length > 0 || rules.size === 0 ? 1 : 0;

function filesIn(folder: string, name: RegExp): string[] {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => name.test(file));
  return found.map((file) => join(folder, file));
}

function rulesByFile(files: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of files) {
    for (const [, rule = ''] of readFileSync(file, 'utf8').matchAll(ruleLine)) {
      if (found.has(rule)) throw new Error(`${rule} stands in ${found.get(rule) ?? ''} and in ${file}`);
      found.set(rule, file);
    }
  }
  return found;
}

function prefixes(names: Iterable<string>): string[] {
  return [...names].map((name) => name.split('-')[0] ?? '');
}

function citationsByRule(files: readonly string[], known: ReadonlySet<string>): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of files) {
    for (const [, , title = ''] of readFileSync(file, 'utf8').matchAll(testTitle)) {
      for (const [, rule = ''] of title.matchAll(citation)) {
        if (known.has(rule.split('-')[0] ?? '')) found.set(rule, file);
      }
    }
  }
  return found;
}
