const LOOK_MS = 500;

/**
 * npm runs a script through a shell, and a signal that ends npm ends the shell, but not what it runs. So a
 * program that npm started ends itself, as if it had got the signal, when its shell is gone.
 */
export function followParent() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_MS);
  look.unref();
}
