/** Says back what it is told; ends on `stop`, and when its parent is gone. `hang` blocks it for ever. */
process.on('message', (message: { type: string }) => {
  if (message.type === 'stop') process.exit(7);
  if (message.type === 'hang') for (;;);
  process.send?.({ pid: process.pid, heard: message });
});
process.on('disconnect', () => process.exit(0));
