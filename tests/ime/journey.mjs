// A journey with a field of each sort that takes Japanese.
export const JOURNEY = {
  format: "tabiji.journey",
  version: 1,
  id: "jny_ime",
  name: "旅の便り",
  settings: {
    attributes: { city: { type: "text", label: { ja: "市", en: "City" } } },
    events: { joined: { label: { ja: "登録", en: "Joined" } } },
    population: {
      customers: 100,
      seed: 7,
      attributes: { city: { of: { weights: { 東京: 1, 大阪: 1 } } } },
      personas: [{ name: "若い人", share: 20, attributes: {} }],
    },
  },
  nodes: {
    nod_in: { kind: "entry.event", name: "入る", config: { event: "joined" } },
    nod_if: { kind: "branch", name: "分ける", config: { arms: [{ name: "yes", when: 'customer.city == "東京"' }] } },
    nod_mail: { kind: "message", name: "知らせる", config: { channel: "email", class: "transactional", templates: { ja: { subject: "件名", body: "本文" } } } },
    nod_end: { kind: "flow.end", name: "終わる" },
  },
  edges: { nod_in: { out: "nod_if" }, nod_if: { yes: "nod_mail", otherwise: "nod_end" }, nod_mail: { sent: "nod_end" } },
  layout: {
    nodes: { nod_in: { x: 0, y: 0 }, nod_if: { x: 320, y: 0 }, nod_mail: { x: 320, y: 240 }, nod_end: { x: 0, y: 240 } },
  },
};
