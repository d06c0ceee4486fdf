/** Gets the browser's WebRTC ready: its first connection starts threads and lists codecs. */

/** Once, while the person is still in the lobby; sends nothing and asks for nothing. */
export async function warmWebRtc(Connection = globalThis.RTCPeerConnection): Promise<void> {
  if (Connection === undefined) return; // a browser without: said where the devices are tried
  let tried: RTCPeerConnection | null = null;
  try {
    tried = new Connection();
    for (const kind of ["audio", "video"])
      tried.addTransceiver(kind, { direction: "recvonly" });
    await tried.createOffer();
  } catch {
    // Then the first connection takes its time.
  } finally {
    tried?.close();
  }
}
