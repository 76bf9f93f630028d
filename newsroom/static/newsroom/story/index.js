/* Every extension of the writing surface, under the name that newsroom/prose.py calls it by. */

export { Footnote } from "./footnote.js";
export { GalleryCard } from "./gallery-card.js";
export { PictureCard } from "./picture-card.js";
export { PullQuoteCard } from "./pullquote-card.js";
export { StoryOrderedList, StorySurface } from "./surface.js";
export { StoryToolbar } from "./toolbar.js";
export { VideoCard } from "./video-card.js";
