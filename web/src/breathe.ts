/**
 * Lets the event loop turn once, so that messages which arrived in the meantime are handled. A resolved promise would not do: it never
 * leaves the current task. A message channel is not slowed down as nested timers are.
 */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
