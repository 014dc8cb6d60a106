import { HostConnection } from './connection.ts';

// The token comes in the fragment, which no server and no log ever sees.
const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
const scheme = location.protocol === 'https:' ? 'wss' : 'ws';

/** A script of its own in the page: the host is asked for its view while the rest of the page still loads. */
export const connection = new HostConnection(`${scheme}://${location.host}/rpc`, token);
