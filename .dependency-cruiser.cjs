// Who may import whom: the table of ARCHITECTURE.md as rules. `$1` is the captured feature, so a new one is fenced at once.
const layers = {
  math: [],
  domain: [],
  words: ['domain'],
  vision: ['math', 'domain'],
  learning: ['math', 'domain'],
  export: ['domain', 'words'],
  archive: ['domain', 'words'],
  protocol: ['domain'],
  engine: ['math', 'domain', 'vision', 'learning'],
  storage: ['domain'],
  sync: ['domain', 'protocol'],
  inspector: ['domain'],
  platform: ['domain'],
  ui: ['domain', 'words'],
  services: ['domain', 'words', 'export', 'archive', 'storage', 'sync', 'inspector', 'platform'],
  features: ['domain', 'words', 'services', 'vision', 'learning', 'storage', 'sync', 'inspector', 'platform', 'ui'],
  app: [
    'math',
    'domain',
    'words',
    'export',
    'archive',
    'services',
    'vision',
    'learning',
    'protocol',
    'storage',
    'sync',
    'inspector',
    'platform',
    'ui',
    'features',
  ],
};

const owners = {
  idb: '^src/storage/',
  valibot: '^(src/(domain|protocol)|server)/',
  '@valibot/to-json-schema': '^server/',
  '@zip.js/zip.js': '^(src/(archive|sync)|server)/',
  '@electric-sql/pglite': '^server/database/',
  pg: '^server/database/',
  kysely: '^server/',
  '@aws-sdk/client-s3': '^server/blobs/',
  piscina: '^server/inference/',
  pino: '^server/',
  'prom-client': '^server/',
  'rate-limiter-flexible': '^server/http/',
  comlink: '^(src/inspector|workers)/',
  'onnxruntime-web': '^workers/',
  'onnxruntime-node': '^node-host/',
  'onnxruntime-common': '^(src/engine|workers)/',
  'image-size': '^src/engine/',
  sharp: '^(node-host|scripts)/',
  'react-dom': '^(src/app|server/office)/',
  wouter: '^src/(app|features)/',
  '@tanstack/react-query': '^src/(app|features)/',
  'radix-ui': '^src/ui/',
  react: '^(src/(ui|features|app)|server/office)/',
  'workbox-window': '^src/app/',
};

const layerRules = Object.entries(layers).map(([layer, below]) => ({
  name: `${layer}-looks-downward`,
  comment: `src/${layer} may import ${below.length > 0 ? below.join(', ') : 'nothing'} besides itself. Move the code down, or declare a port and let app/compose.ts join the two.`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: { path: '^(src|workers|node-host|cli|server|tests)/', pathNot: `^src/(${[layer, ...below].join('|')})/` },
}));

const ownerRules = Object.entries(owners).map(([name, path]) => ({
  name: `${name.replace(/[^a-z-]/g, '')}-has-one-owner`,
  comment: `The package ${name} belongs to ${path}. Ask that layer for what you need.`,
  severity: 'error',
  from: { path: '^(src|workers|node-host|cli|server)/', pathNot: path },
  to: { path: `node_modules/${name}(/|$)` },
}));

module.exports = {
  forbidden: [
    ...layerRules,
    ...ownerRules,
    {
      name: 'features-are-strangers',
      comment:
        'A feature never imports another feature: lift what both need into a layer below, or into features/services.ts.',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/' },
      to: { path: '^src/features/([^/]+)/', pathNot: '^src/features/$1/' },
    },
    {
      name: 'workers-are-thin-hosts',
      comment: 'A worker wires the engine and exposes the contract; logic belongs in src/engine.',
      severity: 'error',
      from: { path: '^workers/', pathNot: '^workers/(service-worker|background-sync)' },
      to: { path: '^(src|cli|server)/', pathNot: '^src/(engine|domain|inspector/contract)' },
    },
    {
      name: 'hosts-share-node-host',
      comment:
        'The command line and the server are strangers. Decoder, runtime, pack folder and views of Node lie in node-host, which knows neither.',
      severity: 'error',
      from: { path: '^(cli|server|node-host)/' },
      to: { path: '^(cli|server|node-host)/', pathNot: '^(node-host|$1)/' },
    },
    {
      name: 'service-worker-sends',
      comment:
        'The service worker drains the outbox with no tab open, so it wires storage and sync as the page does (ADR 4). It has no business with the engine or the screens.',
      severity: 'error',
      from: { path: '^workers/(service-worker|background-sync)' },
      to: { path: '^(src|cli|server)/', pathNot: '^src/(domain|platform|protocol|storage|sync)/' },
    },
    {
      name: 'hosts-use-the-engine',
      comment:
        'The command line and the server share the engine, the domain words, the picture views and the wire shapes, nothing of the browser.',
      severity: 'error',
      from: { path: '^(cli|server|node-host)/', pathNot: '^server/office/' },
      to: { path: '^(src|workers)/', pathNot: '^src/(engine|domain|protocol|vision|words|export|archive)/' },
    },
    {
      name: 'office-uses-the-ui',
      comment: 'The office also renders the components of src/ui; it never imports a screen of the app.',
      severity: 'error',
      from: { path: '^server/office/' },
      to: { path: '^(src|workers)/', pathNot: '^src/(engine|domain|protocol|vision|words|export|archive|ui)/' },
    },
    {
      name: 'product-knows-no-tests',
      comment: 'Product code never imports tests or scripts.',
      severity: 'error',
      from: { path: '^(src|workers|node-host|cli|server)/' },
      to: { path: '^(tests|scripts)/' },
    },
    {
      name: 'no-circles',
      comment: 'A circle means two files are one concept, or one concept is in the wrong file.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unknown-package',
      comment: 'Import only what package.json declares.',
      severity: 'error',
      from: { path: '^(src|workers|node-host|cli|server)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'], pathNot: '^virtual:|[?]url$' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    // cli/ is a workspace; what it uses may be declared in the root.
    combinedDependencies: true,
    tsConfig: { fileName: 'tsconfig.app.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|test-results)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    reporterOptions: { archi: { collapsePattern: '^(src/[^/]+|workers|node-host|cli|server)' } },
  },
};
