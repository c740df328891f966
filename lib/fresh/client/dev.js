// Owns live reload in the browser: reloads the page when the server is a newer one, or says so.

const here = new URL(import.meta.url);
const pageRevision = here.searchParams.get("revision");
const socketUrl = new URL("./alive", here);
socketUrl.protocol = here.protocol === "https:" ? "wss:" : "ws:";
socketUrl.search = "";

const RETRY_MS = 100;

function connect() {
  const socket = new WebSocket(socketUrl);
  socket.onmessage = ({ data }) => {
    const { revision, reload } = JSON.parse(data);
    if (reload || (revision !== undefined && revision !== pageRevision)) location.reload();
  };
  socket.onclose = () => setTimeout(connect, RETRY_MS);
}

connect();
