/* Every extension of the writing surface, under the name that newsroom/prose.py calls it by. */

export { AnswerCard } from "./answer-card.js";
export { AudioCard } from "./audio-card.js";
export { StoryBlocks } from "./blocks.js";
export { ButtonCard } from "./button-card.js";
export { CalloutCard } from "./callout-card.js";
export { CreditsCard } from "./credits-card.js";
export { PictureDrops } from "./dropping.js";
export { FactsCard } from "./facts-card.js";
export { FileCard } from "./file-card.js";
export { StoryFind } from "./find.js";
export { Footnote } from "./footnote.js";
export { GalleryCard } from "./gallery-card.js";
export { BlockHandles } from "./handles.js";
export { StoryMenu } from "./menu.js";
export { NewsletterCard } from "./newsletter-card.js";
export { PictureCard } from "./picture-card.js";
export { ProductCard } from "./product-card.js";
export { PullQuoteCard } from "./pullquote-card.js";
export { SnippetCard } from "./snippet-card.js";
export { StoryCard } from "./story-card.js";
export { StoryOrderedList, StorySurface } from "./surface.js";
export { StoryTable, StoryTableCell, StoryTableHeader, StoryTableRow } from "./table.js";
export { TkMarks } from "./tk-marks.js";
export { StoryToolbar } from "./toolbar.js";
export { VideoCard } from "./video-card.js";
