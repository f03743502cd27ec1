/**
 * The script of the office's pages. Only the live list, the upload and "select all" need it. It has no texts and builds no rows:
 * both come from the server, in attributes and events.
 */

/** How long after the live stream has ended the page is loaded again. */
const reloadAfterMs = 30_000;

/** @typedef {{ connected?: string, lost?: string, stopped?: string, stoppedWhileSelecting?: string }} LiveTexts */
/** @typedef {{ sending?: string, signedOut?: string, offline?: string }} UploadTexts */

startLive();
startSelectAll();
startPrint();
startUpload();

/** Puts new records on top of the list, by sequence. */
function startLive() {
  const list = document.querySelector('[data-live]');
  const source = list?.getAttribute('data-live');
  if (!(list instanceof HTMLElement) || !source) return;
  /** @type {LiveTexts} */
  const texts = textsOf('data-live-status');
  const events = new EventSource(source);
  events.addEventListener('open', () => showStatus(texts.connected));
  events.addEventListener('error', () => {
    if (events.readyState === EventSource.CLOSED) stopLive(texts);
    else showStatus(texts.lost);
  });
  events.addEventListener('record', (event) => {
    const { id, row, status } = JSON.parse(event.data);
    removeRow(list, id);
    addRow(list, row);
    showStatus(status);
  });
  events.addEventListener('gone', (event) => {
    const { id, status } = JSON.parse(event.data);
    removeRow(list, id);
    showStatus(status);
  });
  events.addEventListener('many', (event) => offerReload(JSON.parse(event.data).text));
  events.addEventListener('signed-out', () => {
    events.close();
    location.reload();
  });
  window.addEventListener('pagehide', () => events.close());
}

/** The server refused the stream; reloading shows why. Not while the user is selecting records. @param {LiveTexts} texts */
function stopLive(texts) {
  showStatus(texts.stopped);
  setTimeout(() => {
    if (document.querySelector('[name="record"]:checked') === null) location.reload();
    else showStatus(texts.stoppedWhileSelecting);
  }, reloadAfterMs);
}

/** The texts that the server put into an attribute as JSON. @param {string} attribute */
function textsOf(attribute) {
  return JSON.parse(document.querySelector(`[${attribute}]`)?.getAttribute(attribute) ?? '{}');
}

/** @param {string | undefined} text */
function showStatus(text) {
  const status = document.querySelector('[data-live-status]');
  if (status !== null && text !== undefined && status.textContent !== text) status.textContent = text;
}

/** @param {HTMLElement} list @param {string} id */
function removeRow(list, id) {
  list.querySelector(`[data-record="${CSS.escape(id)}"]`)?.remove();
}

/** @param {HTMLElement} list @param {string} row HTML made and escaped by the server */
function addRow(list, row) {
  const template = document.createElement('template');
  template.innerHTML = row;
  template.content.firstElementChild?.classList.add('record-new');
  list.prepend(template.content);
  document.querySelector('[data-live-empty]')?.remove();
}

/** @param {string} text */
function offerReload(text) {
  const count = document.querySelector('[data-live-count]');
  if (count !== null) count.textContent = text;
  document.querySelector('[data-live-many]')?.removeAttribute('hidden');
}

/** Lets one box select all records of the page. */
function startSelectAll() {
  const all = document.querySelector('[data-select-all]');
  if (!(all instanceof HTMLInputElement)) return;
  all.addEventListener('change', () => {
    for (const box of document.querySelectorAll('input[name="record"]')) {
      if (box instanceof HTMLInputElement) box.checked = all.checked;
    }
  });
}

/** The button of the report. */
function startPrint() {
  document.querySelector('[data-print]')?.addEventListener('click', () => window.print());
}

/** Sends the chosen ZIP as the body of the request, so that the server can stream it to disk, and shows the outcome. */
function startUpload() {
  const form = document.querySelector('form[data-upload]');
  const status = document.querySelector('[data-upload-status]');
  if (!(form instanceof HTMLFormElement) || status === null) return;
  /** @type {UploadTexts} */
  const texts = textsOf('data-upload');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const input = form.querySelector('input[type="file"]');
    const file = input instanceof HTMLInputElement ? input.files?.[0] : undefined;
    const button = form.querySelector('button');
    if (file === undefined || button === null) return;
    button.disabled = true;
    status.textContent = (texts.sending ?? '').replace('{file}', () => file.name);
    status.innerHTML = await upload(form.action, file, texts);
    button.disabled = false;
  });
}

/** @param {string} address @param {File} file @param {UploadTexts} texts @returns {Promise<string>} HTML made by the server */
async function upload(address, file, texts) {
  try {
    const answer = await fetch(address, { method: 'POST', body: file, headers: { 'content-type': 'application/zip' } });
    if (answer.headers.get('content-type')?.startsWith('text/html')) return await answer.text();
    return texts.signedOut ?? '';
  } catch {
    return texts.offline ?? '';
  }
}
