import { expect, test } from "vitest";
import type { Drawing } from "../bindings/Drawing";
import { found, textsOf } from "./find";

const DRAWING: Drawing = {
  id: "jny_x",
  name: "x",
  note: "目的のメモ",
  settings: { attributes: { cart_value: { label: { ja: "カートの金額", en: "Cart value" } } } },
  nodes: {
    nod_a: {
      kind: "branch",
      name: { ja: "分ける", en: "Split" },
      config: { arms: [{ when: "customer.age < 18" }] },
    },
    nod_b: {
      kind: "message",
      name: "メール",
      note: "朝に送る",
      config: { templates: { ja: { body: "クーポンです" } } },
    },
  },
  edges: {},
  layout: {},
};
const nodes = (query: string) => found(textsOf(DRAWING, undefined), query).map((hit) => hit.node);

test("names, conditions, texts of messages, notes and ids are found, in any spelling", () => {
  expect(nodes("split")).toEqual(["nod_a"]);
  expect(nodes("age < 18")).toEqual(["nod_a"]);
  for (const query of ["めーる", "meru", "ﾒｰﾙ"]) expect(nodes(query), query).toEqual(["nod_b"]);
  expect(nodes("kuupon")).toEqual(["nod_b"]);
  expect(nodes("朝に")).toEqual(["nod_b"]);
  expect(nodes("nod_b")).toEqual(["nod_b"]);
  expect(nodes("cart_value")).toEqual([null]);
  expect(nodes("目的")).toEqual([null]);
  expect(nodes("")).toEqual([]);
  expect(nodes("どこにもない")).toEqual([]);
});

test("names come first", () => {
  const drawing = structuredClone(DRAWING);
  drawing.nodes.nod_a = { kind: "branch", note: "メールの前", name: "分ける" };
  expect(found(textsOf(drawing, undefined), "メール").map((hit) => hit.place)).toEqual(["name", "note"]);
});

test("a text of any length is searched, also across its pieces", () => {
  const long = `${"長い名前、きゃっちコピー".repeat(3000)}おわり`;
  const entries = [{ key: "k", node: null, place: "name", text: long } as const];
  expect(found([...entries], "kyatchi")).toHaveLength(1);
  expect(found([...entries], "owari")).toHaveLength(1);
  expect(found([...entries], "kyatchu")).toHaveLength(0);
});
