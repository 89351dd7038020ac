// The reference journey: twelve steps, two branches, a loop, a condition. However it is built, this is what it must be.
import assert from "node:assert/strict";

export const CONDITION = "today().month() == 12";
const WAYS = {
  会員登録: { out: "ようこそ" },
  ようこそ: { sent: "三日待つ" },
  三日待つ: { done: "十二月か" },
  十二月か: { arm: "お礼", otherwise: "三回まで" },
  お礼: { sent: "購入" },
  購入: { out: "完了" },
  三回まで: { repeat: "お知らせ", done: "窓口の時間", limit: "窓口の時間" },
  お知らせ: { sent: "三日待つ" },
  窓口の時間: { open: "電話の依頼", closed: "離脱" },
  電話の依頼: { created: "離脱" },
};

/** What was drawn, by names; ports of the branch's own arm are called alike. */
function drawn({ drawing }) {
  const name = (id) => drawing.nodes[id].name.ja ?? drawing.nodes[id].name;
  return Object.fromEntries(
    Object.entries(drawing.edges).map(([from, ports]) => [
      name(from),
      Object.fromEntries(
        Object.entries(ports).map(([port, to]) => [
          drawing.nodes[from].kind === "branch" && port !== "otherwise" ? "arm" : port,
          name(to),
        ]),
      ),
    ]),
  );
}

export function assertWhole(journey) {
  const nodes = Object.values(journey.drawing.nodes);
  assert.equal(nodes.length, 12);
  assert.deepEqual(drawn(journey), WAYS);
  assert.equal(nodes.find((node) => node.kind === "branch").config.arms[0].when, CONDITION);
}
