const goals = document.querySelector('#goals');
const view = document.querySelector('#document');
const log = document.querySelector('#log');

async function show(text) {
  try {
    // Where the app stands on another site, the reader is asked in each frame whether this page may hand over data.
    await Promise.all([goals.load(text), view.load(text)]);
    log.textContent = 'loaded';
  } catch (error) {
    log.textContent = `${error.code}: ${error.message}`;
  }
}

document.querySelector('#file').addEventListener('change', async (event) => show(await event.target.files[0].text()));

goals.addEventListener('shizhu:saved', async (event) => {
  // An intranet page would send it to its own server here.
  localStorage.setItem('plan', event.detail.data);
  log.textContent = `kept ${event.detail.data.length} characters`;
  await view.load(event.detail.data);
});

const kept = localStorage.getItem('plan');
if (kept) show(kept);
