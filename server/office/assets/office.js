/**
 * The office's script. Every page works without it but for the live list, the upload and "choose all"; it draws nothing of its own:
 * rows come from the server as they stand in the page.
 */

/** How long after the live stream has ended the page is loaded again. */
const reloadAfterMs = 30_000;

startLive();
startChooseAll();
startPrint();
startUpload();

/** New records on top of the list, by sequence. */
function startLive() {
  const list = document.querySelector('[data-live]');
  const source = list?.getAttribute('data-live');
  if (!(list instanceof HTMLElement) || !source) return;
  const events = new EventSource(source);
  let arrived = 0;
  events.addEventListener('open', () => say('Live: new records appear by themselves.'));
  events.addEventListener('error', () => {
    if (events.readyState === EventSource.CLOSED) stopLive();
    else say('Not connected. Trying again …');
  });
  events.addEventListener('record', (event) => {
    const { id, row } = JSON.parse(event.data);
    arrived += 1;
    dropRow(list, id);
    putRow(list, row);
    say(`Live: ${arrived} ${arrived === 1 ? 'change' : 'changes'} since the page was loaded.`);
  });
  events.addEventListener('gone', (event) => dropRow(list, JSON.parse(event.data).id));
  events.addEventListener('many', (event) => offerReload(JSON.parse(event.data).changes));
  events.addEventListener('signed-out', () => {
    events.close();
    location.reload();
  });
  window.addEventListener('pagehide', () => events.close());
}

/** The server refused the stream: only a new page can tell why. Not under the hands of someone who is choosing. */
function stopLive() {
  say('Live records have stopped. The page is loaded again in half a minute.');
  setTimeout(() => {
    if (document.querySelector('[name="record"]:checked') === null) location.reload();
    else say('Live records have stopped. Load the page again to see new ones.');
  }, reloadAfterMs);
}

/** @param {string} words */
function say(words) {
  const status = document.querySelector('[data-live-status]');
  if (status !== null && status.textContent !== words) status.textContent = words;
}

/** @param {HTMLElement} list @param {string} id */
function dropRow(list, id) {
  list.querySelector(`[data-record="${CSS.escape(id)}"]`)?.remove();
}

/** @param {HTMLElement} list @param {string} row HTML made and escaped by the server */
function putRow(list, row) {
  const template = document.createElement('template');
  template.innerHTML = row;
  template.content.firstElementChild?.classList.add('record-new');
  list.prepend(template.content);
  document.querySelector('[data-live-empty]')?.remove();
}

/** @param {number} changes */
function offerReload(changes) {
  const count = document.querySelector('[data-live-count]');
  if (count !== null) count.textContent = `${changes} changes have arrived at once.`;
  document.querySelector('[data-live-many]')?.removeAttribute('hidden');
}

/** One box for all boxes of the page. */
function startChooseAll() {
  const all = document.querySelector('[data-choose-all]');
  if (!(all instanceof HTMLInputElement)) return;
  all.addEventListener('change', () => {
    for (const box of document.querySelectorAll('input[name="record"]')) {
      if (box instanceof HTMLInputElement) box.checked = all.checked;
    }
  });
}

/** The report's button. */
function startPrint() {
  document.querySelector('[data-print]')?.addEventListener('click', () => window.print());
}

/** Sends the chosen ZIP as it is, so that the server need not hold it in memory, and shows what became of it. */
function startUpload() {
  const form = document.querySelector('form[data-upload]');
  const status = document.querySelector('[data-upload-status]');
  if (!(form instanceof HTMLFormElement) || status === null) return;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const input = form.querySelector('input[type="file"]');
    const file = input instanceof HTMLInputElement ? input.files?.[0] : undefined;
    const button = form.querySelector('button');
    if (file === undefined || button === null) return;
    button.disabled = true;
    status.textContent = `Sending ${file.name} …`;
    status.innerHTML = await upload(form.action, file);
    button.disabled = false;
  });
}

/** @param {string} address @param {File} file @returns {Promise<string>} HTML made by the server, or a sentence of our own */
async function upload(address, file) {
  try {
    const answer = await fetch(address, { method: 'POST', body: file, headers: { 'content-type': 'application/zip' } });
    if (answer.headers.get('content-type')?.startsWith('text/html')) return await answer.text();
    return 'The server did not take the file. Load this page again and sign in.';
  } catch {
    return 'The server could not be reached. Nothing is lost: send the file again later.';
  }
}
