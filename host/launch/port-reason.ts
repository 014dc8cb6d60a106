/** Why the screen's port cannot be had, for staff. */
export function portReason(port: number, { code, message }: NodeJS.ErrnoException): string {
  return code === 'EADDRINUSE'
    ? `port ${port} is taken by another program`
    : `the screen cannot be served: ${message}`;
}
