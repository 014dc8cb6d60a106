/** A known reason why the kiosk cannot be started; the message is one sentence for staff. */
export class LaunchError extends Error {
  override readonly name = 'LaunchError';
}
