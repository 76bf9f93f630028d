/* A dialog over the text, after which the text's cursor is where it was. */

/**
 * Open `dialog`; returns what closes it. Closing gives the focus back to the text, and a browser
 * then puts its cursor at the beginning; within the same task we put it back.
 */
export function openModal(dialog) {
  const selection = document.getSelection();
  const inText = document.activeElement?.isContentEditable && selection.rangeCount > 0;
  const range = inText ? selection.getRangeAt(0).cloneRange() : null;
  document.body.append(dialog);
  dialog.showModal();
  return () => {
    dialog.close();
    if (!range?.startContainer.isConnected || !range.endContainer.isConnected) return;
    selection.removeAllRanges();
    selection.addRange(range);
  };
}
