import { crc32 } from 'node:zlib';
import { answer } from './answer.ts';
import type { Call, Reply } from './call.ts';
import type { Command } from './command.ts';
import type { LeaderControl, LogPlace } from './leader-control.ts';
import { NOT_INTEGER, refuse } from './refusal.ts';
import { covers } from './session.ts';
import { withSubcommands } from './subcommands.ts';

/** Of one reply: what has to be sent again when a piece is lost, and kept while it is sent. */
const PIECE_BYTES_MAX = 1024 * 1024;
/** Read at once for one command, so that nobody keeps the disk busy with it. */
const SUMMED_BYTES_MAX = 16 * 1024 * 1024;
const WAIT_MS_MAX = 30_000;

/** What a server asks that follows this one. Each reply has the CRC-32 of its bytes in front of them. */
export const followCommand: Command = withSubcommands(
  {
    name: 'kv.follow',
    access: 'none',
    isOnDataset: false,
    group: 'server',
    since: '0.1.0',
    summary:
      'For servers that follow this one: LIST, IMAGE, SNAPSHOT, RECORDS, LOG, SUM. Needs the verb `follow`.',
  },
  {
    list: {
      arity: 5,
      help: 'follower revision wait-ms -- describes the datasets once their revision is another one',
      run: (call) => {
        const { request, session } = call;
        const account = followerOf(call);
        session.follower = request.text(2).slice(0, 100);
        const waitMs = Math.min(numberAt(call, 4), WAIT_MS_MAX);
        const list = leaderOf(call).list(account.datasets, request.text(3), waitMs);
        return answer(list, (reply, json) => writePiece(reply, Buffer.from(json ?? '')));
      },
    },
    image: {
      arity: 7,
      help: 'dataset version part offset length -- returns bytes of the image of a version',
      run: (call) => {
        const place = { dataset: nameAt(call), version: numberAt(call, 3), part: numberAt(call, 4) };
        return answer(leaderOf(call).image(place, numberAt(call, 5), lengthAt(call, 6)), writePiece);
      },
    },
    snapshot: {
      arity: 3,
      help: 'dataset -- describes the snapshot that the log of a live dataset begins with',
      run: (call) =>
        answer(leaderOf(call).snapshot(nameAt(call)), (reply, json) => writePiece(reply, Buffer.from(json))),
    },
    records: {
      arity: 6,
      help: 'dataset snapshot offset length -- returns bytes of a snapshot',
      run: (call) => {
        const file = call.request.text(3);
        return answer(
          leaderOf(call).records(nameAt(call), file, numberAt(call, 4), lengthAt(call, 5)),
          writePiece,
        );
      },
    },
    log: {
      arity: 7,
      help: 'dataset id position length wait-ms -- returns bytes of the log, and where it ends',
      run: (call) => {
        const waitMs = Math.min(numberAt(call, 6), WAIT_MS_MAX);
        return answer(
          leaderOf(call).log(placeAt(call), lengthAt(call, 5), waitMs),
          (reply, { bytes, end }) => {
            reply.array(3);
            writeSummed(reply, bytes);
            reply.integer(end);
          },
        );
      },
    },
    sum: {
      arity: 6,
      help: 'dataset id position to -- returns the CRC-32 of a part of the log',
      run: (call) => {
        const [place, to] = [placeAt(call), numberAt(call, 5)];
        if (to - place.position > SUMMED_BYTES_MAX) refuse(NOT_INTEGER);
        return answer(leaderOf(call).logChecksum(place, to), (reply, sum) => reply.integer(sum));
      },
    },
  },
);

function writePiece(reply: Reply, bytes: Buffer): void {
  reply.array(2);
  writeSummed(reply, bytes);
}

function writeSummed(reply: Reply, bytes: Buffer): void {
  reply.integer(crc32(bytes));
  reply.bulk(bytes);
}

function leaderOf({ server }: Call): LeaderControl {
  return server.source.leader ?? refuse('ERR this server has no store to follow');
}

function followerOf({ session }: Call) {
  const { account } = session;
  if (account?.verbs.includes('follow') === true) return account;
  return refuse(`NOPERM user ${session.user} may not follow this server`);
}

/** The same words whether it is there or not. */
function nameAt(call: Call): string {
  const name = call.request.text(2);
  if (covers(followerOf(call), name)) return name;
  return refuse(`NOPERM user ${call.session.user} may not follow dataset ${name}`);
}

function placeAt(call: Call): LogPlace {
  return { dataset: nameAt(call), id: call.request.text(3), position: numberAt(call, 4) };
}

function lengthAt(call: Call, index: number): number {
  return Math.min(numberAt(call, index), PIECE_BYTES_MAX);
}

function numberAt({ request }: Call, index: number): number {
  const value = request.integer(index);
  return typeof value === 'number' && value >= 0 ? value : refuse(NOT_INTEGER);
}
