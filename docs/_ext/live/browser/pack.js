// A text as a few characters that may stand in an address, and back.
//
// Compressed (deflate) and written in base64url. What comes back is limited, since a
// short link can unpack to more than a browser holds.
const LONGEST_PACKED = 20_000; // characters: longer addresses get cut by mail and chat
const LONGEST_TEXT = 100_000; // bytes
const PIECE = 512; // bytes unpacked at once: at most half a megabyte comes of them

// Said of a link that cannot be what linkTo wrote.
export class Damaged extends Error {}

// FNV-1a: 32 bits tell an accident, which is all that they are for.
const fingerprint = (bytes) => {
  const hash = bytes.reduce((sum, byte) => Math.imul(sum ^ byte, 0x01000193), 0x811c9dc5);
  return (hash >>> 0).toString(36);
};

export const digest = (text) => fingerprint(new TextEncoder().encode(text));

const inPieces = (bytes) => {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) controller.close();
      else controller.enqueue(bytes.slice(at, at += PIECE));
    },
  }, { highWaterMark: 0 });
};

const collect = async (stream, limit) => {
  const parts = [];
  let size = 0;
  const reader = stream.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > limit) {
      reader.cancel().catch(() => {});
      throw new Damaged("too long");
    }
    parts.push(part.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
};

const toAddress = (bytes) => {
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

const fromAddress = (packed) => {
  const letters = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
};

// Returns the packed text; its promise fails with a RangeError if it is too long.
export const pack = async (text) => {
  const bytes = new TextEncoder().encode(text);
  const squeezed = inPieces(bytes).pipeThrough(new CompressionStream("deflate-raw"));
  const packed = toAddress(await collect(squeezed, Infinity));
  if (packed.length > LONGEST_PACKED || bytes.length > LONGEST_TEXT) {
    throw new RangeError("The cell is too long for a link.");
  }
  return packed;
};

// Returns the text; its promise fails with Damaged if there is none, or far too much.
export const unpack = async (packed) => {
  if (packed.length > LONGEST_PACKED) throw new Damaged("too long");
  try {
    const plain = inPieces(fromAddress(packed))
      .pipeThrough(new DecompressionStream("deflate-raw"));
    const bytes = await collect(plain, LONGEST_TEXT);
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw error instanceof Damaged ? error : new Damaged(error.message);
  }
};
