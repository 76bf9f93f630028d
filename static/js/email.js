// Puts the pieces of a cloaked e-mail address together to a link. See magazine/cloaking.py.

const SIGNS = { "email-at": "@", "email-dot": "." };

for (const cloak of document.querySelectorAll(".email")) {
  const address = [...cloak.children]
    .filter((piece) => !piece.hidden)
    .map((piece) => SIGNS[piece.className] ?? piece.textContent)
    .join("");
  const link = document.createElement("a");
  link.href = `mailto:${encodeURIComponent(address).replaceAll("%40", "@")}`;
  link.textContent = address;
  cloak.replaceChildren(link);
}
