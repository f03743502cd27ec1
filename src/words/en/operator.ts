/** Texts for the operator of a server: start, settings, administration commands. */
export const operator = {
  // Start and stop of the server.
  'not-built': 'dist/ is empty: run `npm run build` first.',
  'in-use': 'Process {pid} already uses {folder}: stop it, or set DATA_DIR to another folder.',
  'first-token': 'The engineer’s token, shown only once:\n  {token}',
  'no-database': 'The database does not answer: check DATABASE_URL, and whether PostgreSQL is running.',
  'port-taken': 'Port {port} is taken: set PORT to another one.',
  'runs-at': 'Fieldgrade runs at {url}',
  'in-network': '  in this network: {url}',
  'https-needed': 'Other devices need HTTPS in front of it: browsers allow offline use on HTTPS and localhost only.',

  // Settings. Each follows the name of its variable.
  setting: '{name} {problem}.',
  'setting-whole': 'must be a whole number from {min} to {max}',
  'setting-origins': 'must be origins as https://office.example, separated by commas',
  'setting-min-length': 'must have at least {length} characters',
  'setting-max-length': 'must have at most {length} characters',
  'setting-postgres': 'must begin with postgres://',
  'setting-s3': 'must be s3://bucket or s3://bucket/prefix',
  'setting-path': 'must be a path as /retrain, without a slash at its end',
  'setting-url': 'must be a URL',
  'setting-choice': 'must be one of {choices}',
  'setting-time-zone': 'must be a time zone as Asia/Kolkata',

  // Administration commands.
  description: 'Administration of a Fieldgrade server.',
  'add-engineer': 'create a token that reads everything; it is shown only once',
  'revoke-engineer': 'revoke every token of that name',
  'list-devices': 'list all devices, the last seen first',
  revoke: 'revoke a device; its records stay',
  readmit: 'let a device register again: after a revocation, or if it lost its token',
  backup: 'write all rows and blobs to one ZIP file',
  restore: 'fill an empty server from a backup',
  import: 'import the queue that a device exported as a ZIP file',
  'tokens-revoked': '{count, plural, one {# token} other {# tokens}} revoked.',
  'device-revoked': 'revoked {at}',
  'never-seen': 'never seen',
  done: 'Done.',
  'no-such-device': 'There is no device {deviceId}.',
  'backup-written':
    '{rows, plural, one {# row} other {# rows}} of {tables, plural, one {# table} other {# tables}} and {blobs, plural, one {# blob} other {# blobs}} are in {file}.',
  restored: 'Restored, with {blobs, plural, one {# blob} other {# blobs}}.',
  'restore-not-empty': 'This server has devices or records: restore into an empty one.',
  'restore-not-a-zip': 'This is not a backup of Fieldgrade: it is not a ZIP file.',
  'restore-no-listing': 'This is not a backup of Fieldgrade: backup.json is missing or has another format.',
  'restore-other-version':
    'The backup is of another version ({backup}; this server: {server}). Restore it with the server version that wrote it, then update.',
  'stop-server-first':
    'The server (process {pid}) is running on {folder}. Only one process can use the embedded database: stop the server first.',
  imported:
    '{count, plural, one {# change is} other {# changes are}} stored, {refused, plural, one {# was} other {# were}} refused.',
} as const;
