/**
 * The room of the benchmarks on Node: `node node_room.mjs ws | socket.io`. Prints its port.
 *
 * What one sends, everybody in the room gets, with a number and who it was; each server does so the way its documentation
 * recommends, encoding once for all. Nothing is stored, and whoever was away has missed it.
 */
// deno-lint-ignore-file no-console -- its caller reads stdout
import { createServer } from "node:http";
import { Server } from "socket.io";
import { WebSocketServer } from "ws";

const EVENT_ID_DIGITS = 24;
let events = 0;

/** As large as an event of ours. */
function eventOf(user, emote) {
  const event_id = (++events).toString(16).padStart(EVENT_ID_DIGITS, "0");
  return { event_id, type: "emote", user_id: user, character_id: null, emote };
}

function queryOf(request) {
  const { searchParams } = new URL(request.url, "http://room");
  return { room: searchParams.get("room"), user: searchParams.get("user") };
}

function serveWs(server) {
  const rooms = new Map();
  new WebSocketServer({ server }).on("connection", (socket, request) => {
    const { room, user } = queryOf(request);
    const members = rooms.get(room) ?? new Set();
    rooms.set(room, members);
    members.add(socket);
    socket.on("close", () => members.delete(socket));
    socket.on("message", (data) => {
      const { emote } = JSON.parse(data);
      const frame = Buffer.from(JSON.stringify(eventOf(user, emote)));
      for (const member of members) {
        if (member.readyState === 1) member.send(frame, { binary: false });
      }
    });
  });
}

function serveSocketIo(server) {
  const io = new Server(server, { transports: ["websocket"], serveClient: false });
  io.on("connection", (socket) => {
    const { room, user } = queryOf(socket.request);
    socket.join(room);
    socket.on("emote", ({ emote }) => io.to(room).emit("emote", eventOf(user, emote)));
  });
}

const server = createServer();
if (process.argv[2] === "socket.io") serveSocketIo(server);
else serveWs(server);
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
