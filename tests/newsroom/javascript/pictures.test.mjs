import assert from "node:assert/strict";
import test from "node:test";
import { lookUp } from "../../../newsroom/static/newsroom/story/pictures.js";

const ADDRESS = "/cards/";

/* Answers for the newsroom; returns the lists of numbers that were asked for. */
function answering(answer) {
  const asked = [];
  globalThis.fetch = async (address) => {
    const numbers = address.replace(`${ADDRESS}?pictures=`, "").split(",");
    asked.push(numbers);
    return answer(numbers);
  };
  return asked;
}

const found = (numbers) => ({
  ok: true, json: async () => Object.fromEntries(numbers.map((number) => [number, { id: Number(number) }])),
});

test("pictures that are asked for together travel together, each once", async () => {
  const asked = answering(found);
  const answers = await Promise.all([lookUp(ADDRESS, 1), lookUp(ADDRESS, "2"), lookUp(ADDRESS, 1)]);
  assert.deepEqual(answers.map((answer) => answer.id), [1, 2, 1]);
  assert.deepEqual(asked, [["1", "2"]]);
  await lookUp(ADDRESS, 2);
  assert.equal(asked.length, 1);
});

test("a hundred and more are asked for a hundred at a time", async () => {
  const asked = answering(found);
  const answers = await Promise.all(Array.from({ length: 150 }, (_, n) => lookUp(ADDRESS, 1000 + n)));
  assert.equal(answers.at(-1).id, 1149);
  assert.deepEqual(asked.map((numbers) => numbers.length), [100, 50]);
});

test("one that is not in the answer is gone", async () => {
  answering(() => ({ ok: true, json: async () => ({}) }));
  assert.equal(await lookUp(ADDRESS, 3), null);
});

test("after no answer, or a refusal, the next one who asks may have one", async () => {
  for (const [number, failing] of [[4, () => { throw new Error("away"); }], [5, () => ({ ok: false, status: 403 })]]) {
    answering(failing);
    assert.equal(await lookUp(ADDRESS, number), null);
    const asked = answering(found);
    assert.equal((await lookUp(ADDRESS, number)).id, number);
    assert.deepEqual(asked, [[String(number)]]);
  }
});
