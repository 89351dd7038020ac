"""The reference journey as a SimPy user would write it: a process for each customer that waits by `yield`.

`reference.py CUSTOMERS` prints seconds of the simulation alone, then the count of every port as JSON.
Customers come from the same generator as those of crates/engine/benches/reference.
"""

import json
import random
import sys
import time
from collections import Counter

import simpy

HOUR = 3_600.0
DAY = 24 * HOUR


def population(count):
    """Returns the customers of the reference: the same linear congruential generator, in the same order."""
    state = 1

    def roll(n):
        nonlocal state
        state = (state * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407) % 2**64
        return (state >> 33) % n

    def flag():
        return roll(10) < 8

    def consent():
        return None if roll(20) == 0 else flag()

    names = {
        "age": lambda: 18 + roll(70),
        "app": flag,
        "cart_value": lambda: roll(40_000),
        "country": lambda: ["jp", "us", "kr", "tw"][roll(4)],
        "email_ok": consent,
        "items": lambda: 1 + roll(15),
        "line_ok": flag,
        "push_ok": flag,
        "returns": lambda: roll(6),
        "score": lambda: roll(100),
        "segment": lambda: ["single", "family", "senior"][roll(3)],
        "sms_ok": consent,
        "spend": lambda: roll(90_000),
        "tier": lambda: ["basic", "silver", "gold", "platinum"][roll(4)],
        "visits": lambda: roll(20),
    }
    return [{name: draw() for name, draw in names.items()} for _ in range(count)]


class Journey:
    def __init__(self, env, dice):
        self.env, self.dice, self.counts = env, dice, Counter()

    def passes(self, port):
        self.counts[port] += 1

    def send(self, step, allowed):
        """Sends a message; returns whether it arrived, and how long until it is clicked, if it is."""
        if not allowed:
            self.passes(f"{step}.not_sent")
            return False, None
        if self.dice.random() >= 0.97:
            self.passes(f"{step}.bounced")
            return False, None
        self.passes(f"{step}.sent")
        if self.dice.random() >= 0.45:
            return True, None
        opened = self.dice.expovariate(1 / (6 * HOUR))
        if self.dice.random() >= 0.30:
            return True, None
        return True, opened + self.dice.expovariate(1 / (HOUR / 6))

    def customer(self, who):
        yield self.env.timeout(10 * HOUR)
        self.passes("ent.out")
        if who["cart_value"] > 20_000 and who["tier"] in ("gold", "platinum"):
            self.passes("b1.high")
            yield self.env.timeout(HOUR)
            self.passes("d1.done")
            message, allowed = "m1", who["email_ok"]
        elif who["cart_value"] > 3_000:
            self.passes("b1.mid")
            yield self.env.timeout(4 * HOUR)
            self.passes("d2.done")
            message, allowed = "m2", who["email_ok"]
        else:
            self.passes("b1.otherwise")
            if self.dice.random() >= 0.5:
                self.passes("x1.b")
                return
            self.passes("x1.a")
            message, allowed = "m3", True
        sent, click = self.send(message, allowed)
        if sent:
            if click is not None and click <= 2 * DAY:
                yield self.env.timeout(click)
                self.passes("w1.clicked")
                if self.long_1(who):
                    self.passes("s1.yes")
                else:
                    self.passes("s1.otherwise")
                    if self.long_2(who):
                        self.passes("s2.yes")
                        if not self.send("m5", True)[0]:
                            return
                    else:
                        self.passes("s2.otherwise")
                yield from self.buy()
                return
            yield self.env.timeout(2 * DAY)
            self.passes("w1.timeout")
            if who["items"] < 3:
                self.passes("b2.otherwise")
                return
            self.passes("b2.yes")
            yield self.env.timeout(DAY)
            self.passes("d3.done")
        elif message == "m3":
            return
        if not who["sms_ok"]:
            self.passes("b3.otherwise")
            return
        self.passes("b3.yes")
        if not self.send("m4", True)[0]:
            return
        if self.long_3(who):
            self.passes("s3.yes")
        else:
            self.passes("s3.otherwise")
            if not self.send("m5", True)[0]:
                return
        yield from self.buy()

    def buy(self):
        delay = self.dice.expovariate(1 / DAY) if self.dice.random() < 0.25 else None
        if delay is not None and delay <= 3 * DAY:
            yield self.env.timeout(delay)
            self.passes("w2.bought")
            self.passes("g1.out")
            self.passes("t1.created")
        else:
            yield self.env.timeout(3 * DAY)
            self.passes("w2.timeout")
            self.passes("u1.out")

    @staticmethod
    def long_1(who):
        return (
            (who["spend"] >= 50_000 and who["visits"] > 4)
            or (who["tier"] == "gold" and who["returns"] == 0)
            or (who["age"] < 30 and who["country"] in ("jp", "kr"))
            or (who["items"] * 1_000 > who["visits"] * 500 and who["app"])
            or who["spend"] - who["cart_value"] > 30_000.5
        )

    @staticmethod
    def long_2(who):
        return (
            25 <= who["age"] < 60
            and (who["returns"] < 3 or who["tier"] != "basic")
            and not (who["country"] == "us" and who["visits"] < 2)
            and (who["score"] > 20 or who["spend"] > 9_999.5)
            and who["items"] <= 12
        )

    @staticmethod
    def long_3(who):
        return (
            who["score"] + who["visits"] * 2 > 60
            or (who["push_ok"] and who["app"])
            or (who["segment"] == "family" and who["items"] >= 4)
            or (who["age"] > 65 and who["line_ok"])
            or who["spend"] / 1_000 > who["score"] + 10
        )


def main():
    people = population(int(sys.argv[1]))
    start = time.perf_counter()
    env = simpy.Environment()
    journey = Journey(env, random.Random(1))
    for who in people:
        env.process(journey.customer(who))
    env.run()
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "ports": journey.counts}))


if __name__ == "__main__":
    main()
