import assert from "node:assert/strict";
import test from "node:test";
import { videoOf, watchAddress } from "../../../newsroom/static/newsroom/story/video-address.js";

const youtube = { provider: "youtube", video: "aqz-KE-bpKQ" };

test("every way in which YouTube writes an address", () => {
  for (const address of [
    "https://www.youtube.com/watch?v=aqz-KE-bpKQ", "http://youtube.com/watch?list=x&v=aqz-KE-bpKQ",
    "https://youtu.be/aqz-KE-bpKQ?si=x", "https://m.youtube.com/watch?v=aqz-KE-bpKQ",
    "https://www.youtube.com/shorts/aqz-KE-bpKQ", "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ",
    "youtube.com/live/aqz-KE-bpKQ", "  https://youtu.be/aqz-KE-bpKQ  ",
  ]) assert.deepEqual(videoOf(address), youtube);
});

test("and Vimeo", () => {
  for (const address of [
    "https://vimeo.com/76979871", "vimeo.com/76979871/abcdef1234",
    "https://vimeo.com/channels/staffpicks/76979871", "https://player.vimeo.com/video/76979871",
  ]) assert.deepEqual(videoOf(address), { provider: "vimeo", video: "76979871" });
});

test("nothing else is a video", () => {
  for (const address of [
    "", null, undefined, "Read this", "https://elucid.example/watch?v=aqz-KE-bpKQ",
    "https://youtube.com.evil.example/watch?v=aqz-KE-bpKQ", "https://youtube.com/watch?v=short",
    "https://www.youtube.com/watch?v=aqz-KE-bpKQ%22%3E", "javascript:alert(1)",
    "https://vimeo.com/about", `https://youtu.be/${"x".repeat(600)}`,
    "https://youtu.be/aqz-KE-bpKQ and more",
  ]) assert.equal(videoOf(address), null);
});

test("where people watch it", () => {
  assert.equal(watchAddress(youtube), "https://www.youtube.com/watch?v=aqz-KE-bpKQ");
  assert.equal(watchAddress({ provider: "vimeo", video: "76979871" }), "https://vimeo.com/76979871");
});
