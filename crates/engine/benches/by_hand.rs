//! The reference journey as a Rust function, written out by hand over typed vectors: the yardstick.

use std::collections::BTreeMap;

use engine::draw::{Seed, Site, Threshold, Wait, customer_key};
use engine::table::Population;
use journey::response::Delay;
use journey::span::Span;
use journey::time::{HOUR, Zone};
use journey::value::MISSING;

use crate::reference::START;

macro_rules! ports {
    ($($name:ident = $text:literal),* $(,)?) => {
        #[allow(non_camel_case_types, clippy::enum_variant_names, dead_code)]
        #[derive(Clone, Copy)]
        enum Port { $($name),* }
        const NAMES: &[&str] = &[$($text),*];
    };
}

ports! {
    ent = "ent.out", b1_high = "b1.high", b1_mid = "b1.mid", b1_other = "b1.otherwise", d1 = "d1.done", d2 = "d2.done",
    d3 = "d3.done", x1_a = "x1.a", x1_b = "x1.b", w1_clicked = "w1.clicked", w1_timeout = "w1.timeout",
    w2_bought = "w2.bought", w2_timeout = "w2.timeout", b2_yes = "b2.yes", b2_other = "b2.otherwise",
    b3_yes = "b3.yes", b3_other = "b3.otherwise", s1_yes = "s1.yes", s1_other = "s1.otherwise", s2_yes = "s2.yes",
    s2_other = "s2.otherwise", s3_yes = "s3.yes", s3_other = "s3.otherwise", g1 = "g1.out", t1 = "t1.created", u1 = "u1.out",
    m1_sent = "m1.sent", m1_bounced = "m1.bounced", m1_not = "m1.not_sent",
    m2_sent = "m2.sent", m2_bounced = "m2.bounced", m2_not = "m2.not_sent",
    m3_sent = "m3.sent", m3_bounced = "m3.bounced", m3_not = "m3.not_sent",
    m4_sent = "m4.sent", m4_bounced = "m4.bounced", m4_not = "m4.not_sent",
    m5_sent = "m5.sent", m5_bounced = "m5.bounced", m5_not = "m5.not_sent",
}

/// One message's sites.
struct Mail {
    delivered: Site,
    opened: Site,
    clicked: Site,
    /// Ports in order: sent, bounced, not sent.
    sent: usize,
}

impl Mail {
    fn new(node: &str, sent: Port) -> Self {
        let site = |purpose: &str| Site::new(node, purpose);
        Self {
            delivered: site("delivered"),
            opened: site("opened"),
            clicked: site("clicked"),
            sent: sent as usize,
        }
    }
}

/// Customers in plain vectors, and every site and threshold worked out.
pub(crate) struct Prepared {
    age: Vec<i64>,
    app: Vec<bool>,
    cart: Vec<i64>,
    country: Vec<u8>,
    email: Vec<bool>,
    items: Vec<i64>,
    line: Vec<bool>,
    push: Vec<bool>,
    returns: Vec<i64>,
    score: Vec<i64>,
    segment: Vec<u8>,
    sms: Vec<bool>,
    spend: Vec<i64>,
    tier: Vec<u8>,
    visits: Vec<i64>,
    ids: Vec<String>,
    mails: [Mail; 5],
    split: Site,
    purchase: Site,
    chances: [Threshold; 5],
    waits: [Wait; 3],
}

impl Prepared {
    pub(crate) fn new(population: &Population) -> Self {
        let table = &population.table;
        let column = |name: &str| -> Vec<i64> {
            let column = table.column(name).expect("an attribute of the reference");
            (0..table.len()).map(|row| column.get(row)).collect()
        };
        let flag = |name: &str| {
            column(name).into_iter().map(|cell| cell == 1 && cell != MISSING).collect()
        };
        let code = |name: &str| column(name).into_iter().map(|cell| cell as u8).collect();
        let chance = |percent: i64| Threshold::percent_millionths(percent * 1_000_000);
        let mean = |millis: i64| Wait::of(&Delay::Exponential { mean: Span::millis(millis) });
        Self {
            age: column("age"),
            app: flag("app"),
            cart: column("cart_value"),
            country: code("country"),
            email: flag("email_ok"),
            items: column("items"),
            line: flag("line_ok"),
            push: flag("push_ok"),
            returns: column("returns"),
            score: column("score"),
            segment: code("segment"),
            sms: flag("sms_ok"),
            spend: column("spend"),
            tier: code("tier"),
            visits: column("visits"),
            ids: (0..table.len()).map(|row| table.id(row).to_owned()).collect(),
            mails: [
                Mail::new("m1", Port::m1_sent),
                Mail::new("m2", Port::m2_sent),
                Mail::new("m3", Port::m3_sent),
                Mail::new("m4", Port::m4_sent),
                Mail::new("m5", Port::m5_sent),
            ],
            split: Site::new("x1", "arm"),
            purchase: Site::new("w2", "event 0 purchase"),
            chances: [chance(97), chance(45), chance(30), chance(25), chance(50)],
            waits: [
                mean(6 * HOUR),
                mean(HOUR / 6),
                Wait::of(&Delay::Exponential { mean: Span::days(1) }),
            ],
        }
    }

    /// Runs everyone and returns the count of each port by name.
    pub(crate) fn run(&self) -> BTreeMap<String, u64> {
        NAMES.iter().map(|&name| name.to_owned()).zip(self.run_counting::<false>()).collect()
    }

    /// Runs everyone. With `ALL` every reaction is drawn, as the journey says; without it those that nobody
    /// awaits are left out, as the engine leaves them out.
    pub(crate) fn run_counting<const ALL: bool>(&self) -> [u64; NAMES.len()] {
        let mut counts = [0; NAMES.len()];
        let seed = Seed::new(1, 0);
        let zone = Zone::named("Asia/Tokyo").expect("known zone");
        for row in 0..self.ids.len() {
            self.customer::<ALL>(row, seed, &zone, &mut counts);
        }
        counts
    }

    /// Sends a message; returns whether it arrived and, where reactions are drawn, when it is clicked.
    #[allow(clippy::too_many_arguments)]
    fn send<const DRAWN: bool>(
        &self,
        mail: usize,
        ok: bool,
        key: u64,
        seed: Seed,
        now: i64,
        zone: &Zone,
        counts: &mut [u64],
    ) -> (bool, i64) {
        let mail = &self.mails[mail];
        let [delivered, opened, clicked, ..] = self.chances;
        if !ok {
            counts[mail.sent + 2] += 1;
            return (false, i64::MAX);
        }
        if !delivered.hit(seed.draw(key, mail.delivered, 0)) {
            counts[mail.sent + 1] += 1;
            return (false, i64::MAX);
        }
        counts[mail.sent] += 1;
        if !DRAWN {
            return (true, i64::MAX);
        }
        let mut at = i64::MAX;
        let [whether, when] = seed.draws(key, mail.opened, 0);
        if opened.hit(whether) {
            let open = self.waits[0].after(now, when, zone);
            let [whether, when] = seed.draws(key, mail.clicked, 0);
            if clicked.hit(whether) {
                at = self.waits[1].after(open, when, zone);
            }
        }
        (true, at)
    }

    fn customer<const ALL: bool>(&self, row: usize, seed: Seed, zone: &Zone, counts: &mut [u64]) {
        let key = customer_key(self.ids[row].as_bytes());
        let mut now = START + 10 * HOUR;
        let mut count = |port: Port| counts[port as usize] += 1;
        count(Port::ent);
        let (cart, tier) = (self.cart[row], self.tier[row]);
        let mail = if cart > 20_000_000_000 && tier >= 2 {
            count(Port::b1_high);
            count(Port::d1);
            now += HOUR;
            0
        } else if cart > 3_000_000_000 {
            count(Port::b1_mid);
            count(Port::d2);
            now += 4 * HOUR;
            1
        } else {
            count(Port::b1_other);
            if !self.chances[4].hit(seed.draw(key, self.split, 0)) {
                count(Port::x1_b);
                return;
            }
            count(Port::x1_a);
            2
        };
        let ok = mail == 2 || self.email[row];
        let (sent, clicked) = self.send::<true>(mail, ok, key, seed, now, zone, counts);
        let mut count = |port: Port| counts[port as usize] += 1;
        if sent {
            let limit = now + 48 * HOUR;
            if clicked <= limit {
                count(Port::w1_clicked);
                now = clicked;
                if self.long_1(row) {
                    count(Port::s1_yes);
                } else {
                    count(Port::s1_other);
                    if self.long_2(row) {
                        count(Port::s2_yes);
                        let (sent, _) = self.send::<ALL>(4, true, key, seed, now, zone, counts);
                        if !sent {
                            return;
                        }
                    } else {
                        count(Port::s2_other);
                    }
                }
                return self.buy(key, seed, now, zone, counts);
            }
            count(Port::w1_timeout);
            now = limit;
            if self.items[row] < 3 {
                count(Port::b2_other);
                return;
            }
            count(Port::b2_yes);
            count(Port::d3);
            now += 24 * HOUR;
        } else if mail == 2 {
            return;
        }
        if !self.sms[row] {
            count(Port::b3_other);
            return;
        }
        count(Port::b3_yes);
        let (sent, _) = self.send::<ALL>(3, true, key, seed, now, zone, counts);
        if !sent {
            return;
        }
        let mut count = |port: Port| counts[port as usize] += 1;
        if self.long_3(row) {
            count(Port::s3_yes);
        } else {
            count(Port::s3_other);
            let (sent, _) = self.send::<ALL>(4, true, key, seed, now, zone, counts);
            if !sent {
                return;
            }
        }
        self.buy(key, seed, now, zone, counts);
    }

    fn buy(&self, key: u64, seed: Seed, now: i64, zone: &Zone, counts: &mut [u64]) {
        let mut count = |port: Port| counts[port as usize] += 1;
        let [whether, when] = seed.draws(key, self.purchase, 0);
        let bought =
            self.chances[3].hit(whether) && self.waits[2].after(now, when, zone) <= now + 72 * HOUR;
        if bought {
            count(Port::w2_bought);
            count(Port::g1);
            count(Port::t1);
        } else {
            count(Port::w2_timeout);
            count(Port::u1);
        }
    }

    fn long_1(&self, row: usize) -> bool {
        (self.spend[row] >= 50_000_000_000 && self.visits[row] > 4)
            || (self.tier[row] == 2 && self.returns[row] == 0)
            || (self.age[row] < 30 && (self.country[row] == 0 || self.country[row] == 2))
            || (self.items[row] * 1_000 > self.visits[row] * 500 && self.app[row])
            || self.spend[row] - self.cart[row] > 30_000_500_000
    }

    fn long_2(&self, row: usize) -> bool {
        (self.age[row] >= 25 && self.age[row] < 60)
            && (self.returns[row] < 3 || self.tier[row] != 0)
            && !(self.country[row] == 1 && self.visits[row] < 2)
            && (self.score[row] > 20 || self.spend[row] > 9_999_500_000)
            && self.items[row] <= 12
    }

    fn long_3(&self, row: usize) -> bool {
        self.score[row] + self.visits[row] * 2 > 60
            || (self.push[row] && self.app[row])
            || (self.segment[row] == 1 && self.items[row] >= 4)
            || (self.age[row] > 65 && self.line[row])
            || self.spend[row] / 1_000 > (self.score[row] + 10) * 1_000_000
    }
}
