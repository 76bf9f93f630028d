/* Which video an address names. Pure, so that node can test it. */

const YOUTUBE_HOSTS = new Set([
  "youtube.com",
  "www.youtube.com",
  "m.youtube.com",
  "music.youtube.com",
  "youtube-nocookie.com",
  "www.youtube-nocookie.com",
]);
const YOUTUBE_ID = /^[A-Za-z0-9_-]{11}$/;
const VIMEO_ID = /^[0-9]{6,12}$/;

function youtubeId(url) {
  const [first, second] = url.pathname.split("/").filter(Boolean);
  if (url.hostname === "youtu.be") return first;
  if (!YOUTUBE_HOSTS.has(url.hostname)) return undefined;
  if (first === "watch") return url.searchParams.get("v");
  if (["shorts", "embed", "live", "v"].includes(first)) return second;
  return undefined;
}

function vimeoId(url) {
  const parts = url.pathname.split("/").filter(Boolean);
  if (url.hostname === "player.vimeo.com") return parts[0] === "video" ? parts[1] : undefined;
  if (!["vimeo.com", "www.vimeo.com"].includes(url.hostname)) return undefined;
  // vimeo.com/NNN, vimeo.com/NNN/HASH, vimeo.com/channels/NAME/NNN
  return parts.find((part) => VIMEO_ID.test(part));
}

/** `{provider, video}` of a YouTube or Vimeo address, or null if `text` is anything else. */
export function videoOf(text) {
  const address = String(text ?? "").trim();
  if (!address || /\s/.test(address) || address.length > 500) return null;
  let url;
  try {
    url = new URL(/^https?:\/\//i.test(address) ? address : `https://${address}`);
  } catch {
    return null;
  }
  const youtube = youtubeId(url);
  if (youtube && YOUTUBE_ID.test(youtube)) return { provider: "youtube", video: youtube };
  const vimeo = vimeoId(url);
  if (vimeo && VIMEO_ID.test(vimeo)) return { provider: "vimeo", video: vimeo };
  return null;
}

/** The address at which people watch a video. */
export function watchAddress({ provider, video }) {
  return provider === "vimeo"
    ? `https://vimeo.com/${video}`
    : `https://www.youtube.com/watch?v=${video}`;
}
