/** Where the screen is. The token is in the fragment, which browsers do not send: it is in no request line and in no log. */
export const screenUrl = (port: number, token: string): string => `http://127.0.0.1:${port}/#token=${token}`;
