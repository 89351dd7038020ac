//! The table of tampering: whatever is done to a package, it is refused, each time for the reason that it is.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use journey::format::{canonical, compact};
use journey::id::JourneyId;
use journey::lang::Lang;
use journey::notation;
use journey::time::DAY;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::testing::*;
use crate::*;

/// Verifies as is usual, with the keys 1 and 2 trusted for both.
fn asked(bytes: &[u8], change: impl FnOnce(&mut Expected)) -> Result<Published, Refusal> {
    let (trust, running) = (trust(&[(1, "both"), (2, "both")]), BTreeMap::new());
    let mut expected = expected(&trust, &running);
    change(&mut expected);
    verify(bytes, &expected)
}

/// Returns the code of a refusal, whose words are there in both languages and differ.
#[track_caller]
fn code(result: Result<Published, Refusal>) -> &'static str {
    let refusal = result.expect_err("it is refused");
    let [en, ja] = [Lang::En, Lang::Ja].map(|lang| refusal.message(lang));
    assert!(!en.is_empty() && !ja.is_empty() && en != ja, "{en} / {ja}");
    refusal.code()
}

fn refused(bytes: &[u8]) -> &'static str {
    code(asked(bytes, |_| {}))
}

#[test]
fn what_was_published_comes_out_as_it_went_in() {
    let journey = small();
    let payload = payload(&journey, &BTreeMap::new());
    let bytes = seal(payload.bytes(), &[1]);
    let published = asked(&bytes, |_| {}).expect("accepted");
    assert_eq!(published.manifest, payload.manifest);
    assert_eq!(published.journey.nodes, journey.nodes);
    assert_eq!(published.golden, payload.golden);
    assert_eq!(published.evidence, payload.evidence);
    assert_eq!(published.signers[0].name, "key 1");
    assert_eq!(published.plan().expect("compiles").hash, journey::format::hash(&journey));
    assert_eq!(bytes, seal(payload.bytes(), &[1]), "the same bytes");
    assert_eq!(published.hash, blake3::hash(&payload.bytes()).to_hex().to_string());
}

#[test]
fn neither_a_moved_box_nor_a_note_changes_the_package() {
    let (plain, mut moved) = (small(), small());
    moved.layout.insert("nodes".to_owned(), json!({"wait": {"x": 40, "y": 2}}));
    moved.note = "why".into();
    moved.node_mut(&"wait".into()).expect("a step").note = "because".into();
    assert_ne!(plain, moved);
    let bytes = |journey| payload(journey, &BTreeMap::new()).bytes();
    assert_eq!(bytes(&plain), bytes(&moved));
}

#[test]
fn the_payload_is_canonical() {
    let bytes = payload(&small(), &BTreeMap::new()).bytes();
    let value: Value = serde_json::from_slice(&bytes).expect("JSON");
    assert_eq!(compact(&value).into_bytes(), bytes);
}

#[test]
fn every_byte_counts() {
    let bytes = signed(|_| {}, &[1]);
    for place in 0..bytes.len() {
        // Every bit of it alone, and all together.
        for flip in [1, 2, 4, 8, 16, 32, 64, 128, 255] {
            let mut other = bytes.clone();
            other[place] ^= flip;
            assert!(asked(&other, |_| {}).is_err(), "byte {place} with {flip}");
        }
    }
    eprintln!("{} bytes, {} changes, none accepted", bytes.len(), bytes.len() * 9);
}

#[test]
fn every_other_byte_of_the_signature_is_refused() {
    let bytes = signed(|_| {}, &[1]);
    let from = bytes.windows(5).position(|it| it == b"\"sig\"").expect("a signature");
    for place in from..bytes.len() {
        for other in 0..=u8::MAX {
            let mut changed = bytes.clone();
            if std::mem::replace(&mut changed[place], other) != other {
                assert!(asked(&changed, |_| {}).is_err(), "byte {place} as {other}");
            }
        }
    }
}

#[test]
fn every_truncation_and_every_addition_is_refused() {
    let bytes = signed(|_| {}, &[1]);
    for length in 0..bytes.len() {
        let found = refused(&bytes[..length]);
        assert!(["not_a_package", "not_canonical"].contains(&found), "{length}: {found}");
    }
    for more in ["\n", " ", "x", "{}"] {
        let longer = [&bytes, more.as_bytes()].concat();
        assert!(["not_a_package", "not_canonical"].contains(&refused(&longer)));
    }
}

#[test]
fn each_reason_has_its_code() {
    let plain = signed(|_| {}, &[1]);
    assert!(asked(&plain, |_| {}).is_ok());
    assert_eq!(refused(&signed(|_| {}, &[3])), "not_trusted");
    assert_eq!(refused(&signed(|_| {}, &[])), "not_trusted");
    assert_eq!(code(asked(&plain, |it| it.environment = "staging")), "other_environment");
    assert_eq!(code(asked(&plain, |it| it.now = PUBLISHED + 30 * DAY)), "expired");
    assert!(asked(&plain, |it| it.now = PUBLISHED + 30 * DAY - 1).is_ok());
    assert_eq!(code(asked(&plain, |it| it.now = PUBLISHED - DAY)), "not_yet_valid");
    assert_eq!(refused(&signed(|it| it.version = 2, &[1])), "newer_version");
    assert_eq!(refused(&signed(|it| it.format = "x".to_owned(), &[1])), "bad_payload");
    assert_eq!(refused(&seal(b"[]".to_vec(), &[1])), "bad_payload");
    assert_eq!(refused(&seal(vec![0xff; 9], &[1])), "bad_payload");
    let huge = vec![b' '; MAX_BYTES + 1];
    assert_eq!(refused(&huge), "too_large");
}

#[test]
fn an_older_release_is_refused_and_so_is_another_of_the_same_number() {
    let plain = signed(|_| {}, &[1]);
    let id = small().id.to_string();
    let hash = asked(&plain, |_| {}).expect("accepted").hash;
    let at = |release, hash: Option<&str>| {
        let running = Running { release, hash: hash.map(str::to_owned) };
        let (trust, running) = (trust(&[(1, "both")]), [(id.clone(), running)].into());
        verify(&plain, &expected(&trust, &running))
    };
    assert_eq!(code(at(4, None)), "older_release");
    assert_eq!(code(at(3, Some("another"))), "other_content");
    assert!(at(3, Some(&hash)).is_ok(), "the same once more");
    assert!(at(2, Some("another")).is_ok());
}

#[test]
fn a_signature_that_is_said_to_be_of_another_key_is_refused() {
    let bytes = String::from_utf8(signed(|_| {}, &[3])).expect("text");
    let forged = bytes.replace(&key(3).public().id, &key(1).public().id);
    assert_ne!(bytes, forged);
    assert_eq!(refused(forged.as_bytes()), "bad_signature");
    // What somebody else signed of another package.
    let other = signed(|it| it.manifest.release = 9, &[1]);
    let [mut mine, theirs] = [&signed(|_| {}, &[1]), &other]
        .map(|it| serde_json::from_slice::<Value>(it).expect("JSON"));
    mine["signatures"] = theirs["signatures"].clone();
    assert_eq!(refused(canonical(&mine).as_bytes()), "bad_signature");
}

/// A key's owner can make signatures that verify, but not strictly: they hold nothing that nobody else could have made
/// up, and other programs differ about them.
#[test]
fn a_signature_over_the_neutral_point_is_refused() {
    use curve25519_dalek::Scalar;
    use ed25519_dalek::{SigningKey, Verifier};
    use sha2::{Digest, Sha512};

    let payload = payload(&small(), &BTreeMap::new()).bytes();
    let key = SigningKey::from_bytes(&[1; 32]);
    let message = Envelope::sign(payload.clone(), &[]).signed();
    let mut neutral = [0u8; 32];
    neutral[0] = 1;
    let mut hasher = Sha512::new();
    hasher.update(neutral);
    hasher.update(key.verifying_key().as_bytes());
    hasher.update(&message);
    let hash = Scalar::from_bytes_mod_order_wide(&hasher.finalize().into());
    let forged = [neutral, (hash * key.to_scalar()).to_bytes()].concat();
    let signature = ed25519_dalek::Signature::from_slice(&forged).expect("64 bytes");
    assert!(key.verifying_key().verify(&message, &signature).is_ok(), "but it verifies loosely");

    let mut value: Value = serde_json::from_slice(&seal(payload, &[1])).expect("JSON");
    value["signatures"][0]["sig"] = json!(STANDARD.encode(&forged));
    assert_eq!(refused(canonical(&value).as_bytes()), "bad_signature");
}

#[test]
fn what_was_signed_for_another_purpose_is_no_package() {
    let mut value: Value = serde_json::from_slice(&signed(|_| {}, &[1])).expect("JSON");
    value["payloadType"] = json!("application/vnd.in-toto+json");
    assert_eq!(refused(canonical(&value).as_bytes()), "other_type");
}

#[test]
fn one_key_counts_once() {
    let mut value: Value = serde_json::from_slice(&signed(|_| {}, &[1])).expect("JSON");
    let again = value["signatures"][0].clone();
    value["signatures"].as_array_mut().expect("a list").push(again);
    assert_eq!(refused(canonical(&value).as_bytes()), "duplicate_signature");

    let mut both = trust(&[(1, "both"), (2, "both")]);
    both.signatures = Wanted { publish: 2, approve: 0 };
    let nothing = BTreeMap::new();
    let one = verify(&signed(|_| {}, &[1]), &expected(&both, &nothing));
    assert_eq!(code(one), "too_few_signatures");
    assert!(verify(&signed(|_| {}, &[1, 2]), &expected(&both, &nothing)).is_ok());
    let stranger = verify(&signed(|_| {}, &[1, 3]), &expected(&both, &nothing));
    assert_eq!(code(stranger), "too_few_signatures");
}

#[test]
fn nobody_approves_their_own() {
    let nothing = BTreeMap::new();
    let four_eyes = |roles: &[(u8, &str)], keys: &[u8]| {
        let trust = trust(roles);
        let bytes = signed(|it| it.manifest.approvals = 1, keys);
        verify(&bytes, &expected(&trust, &nothing))
    };
    assert_eq!(code(four_eyes(&[(1, "both"), (2, "both")], &[1])), "not_approved");
    assert!(four_eyes(&[(1, "both"), (2, "both")], &[1, 2]).is_ok());
    assert!(four_eyes(&[(1, "publish"), (2, "approve")], &[1, 2]).is_ok());
    assert_eq!(code(four_eyes(&[(1, "publish"), (2, "publish")], &[1, 2])), "not_approved");
    assert_eq!(code(four_eyes(&[(1, "approve"), (2, "approve")], &[1, 2])), "too_few_signatures");
    // The receiver may ask for approvals that the publisher did not.
    let mut strict = trust(&[(1, "both"), (2, "both")]);
    strict.signatures.approve = 1;
    let one = verify(&signed(|_| {}, &[1]), &expected(&strict, &nothing));
    assert_eq!(code(one), "not_approved");
    let to_approve = Expected { to: Use::Approve, ..expected(&strict, &nothing) };
    assert!(
        verify(&signed(|_| {}, &[1]), &to_approve).is_ok(),
        "it can be looked at to approve it"
    );
}

#[test]
fn a_key_counts_for_what_was_published_while_it_was_valid() {
    let nothing = BTreeMap::new();
    let with = |from: Option<i64>, until: Option<i64>| {
        let mut trust = trust(&[(1, "both")]);
        trust.keys[0].from = from.map(|days| Stamp(PUBLISHED + days * DAY));
        trust.keys[0].until = until.map(|days| Stamp(PUBLISHED + days * DAY));
        verify(&signed(|_| {}, &[1]), &expected(&trust, &nothing))
    };
    assert!(with(None, Some(1)).is_ok(), "retired later");
    assert_eq!(code(with(None, Some(0))), "key_not_valid");
    assert!(with(Some(0), None).is_ok());
    assert_eq!(code(with(Some(1), None)), "key_not_valid");
}

#[test]
fn keys_are_rotated_without_a_gap_and_a_lost_one_counts_no_more() {
    let nothing = BTreeMap::new();
    let (old, new) = (signed(|_| {}, &[1]), signed(|it| it.manifest.release = 4, &[2]));
    let accepts = |trust: &Trust, bytes: &[u8]| verify(bytes, &expected(trust, &nothing)).is_ok();
    let mut trust = trust(&[(1, "both")]);
    assert!(accepts(&trust, &old) && !accepts(&trust, &new));
    trust.add(crate::testing::trust(&[(2, "both")]).keys.remove(0));
    assert!(accepts(&trust, &old) && accepts(&trust, &new), "both, while keys change");
    let place = trust.keys.iter().position(|it| it.id == key(1).public().id).expect("trusted");
    trust.keys[place].until = Some(Stamp(PUBLISHED + 1));
    assert!(accepts(&trust, &old), "what a retired key signed before stays good");
    trust.keys.remove(place);
    assert!(!accepts(&trust, &old) && accepts(&trust, &new), "what a lost key signed does not");
}

#[test]
fn a_journey_that_is_not_the_one_it_says_is_refused() {
    let other = |change: fn(&mut Payload)| refused(&signed(change, &[1]));
    assert_eq!(other(|it| it.manifest.journey.hash = "0".repeat(64)), "other_hash");
    assert_eq!(other(|it| it.evidence.rehearsal.journey = "0".repeat(64)), "other_hash");
    assert_eq!(other(|it| it.manifest.journey.id = "jny_other".to_owned()), "other_hash");
    assert_eq!(other(|it| it.attributes = BTreeMap::new()), "bad_payload");
    let longer = |it: &mut Payload| {
        let text = serde_json::to_string(&it.journey).expect("JSON");
        it.journey = serde_json::from_str(&text.replace("\"1h\"", "\"2h\"")).expect("JSON");
    };
    assert_eq!(refused(&signed(longer, &[1])), "other_hash");
    let broken = |it: &mut Payload| {
        it.journey.insert("edges".to_owned(), json!({}));
        let file = compact(&Value::Object(it.journey.clone()));
        let (journey, _) = journey::format::read(file.as_bytes()).expect("a journey");
        it.manifest.journey.hash = journey::format::hash(&journey);
    };
    assert_eq!(refused(&signed(broken, &[1])), "has_errors");
}

#[test]
fn a_golden_trace_that_was_changed_is_told_with_its_place() {
    let changed = |from: &str, to: &str| {
        let bytes = signed(
            |it| {
                let line = it.golden.iter_mut().flat_map(|trace| &mut trace.story);
                let line = line.into_iter().find(|line| line.contains(from));
                let line = line.unwrap_or_else(|| panic!("no line says {from}"));
                *line = line.replace(from, to);
            },
            &[1],
        );
        asked(&bytes, |_| {}).expect_err("it goes otherwise")
    };
    let refusal = changed("expect end converted", "expect end left");
    assert_eq!(refusal.code(), "diverges");
    assert!(refusal.to_string().contains("expect end left"), "{refusal}");
    let Refusal::Diverges { line, trace, .. } = changed("expect step wait", "expect step won")
    else {
        panic!("another refusal")
    };
    assert!(line > 0 && trace.starts_with("gold_"));
    let gone = signed(|it| _ = it.golden[0].story.pop(), &[1]);
    assert_eq!(refused(&gone), "diverges");
}

#[test]
fn a_scenario_that_fails_here_is_told() {
    let mut journey = small();
    let story = json!(["start 2026-01-05T10:00", "at +0s signup", "expect end converted"]);
    journey.settings.insert("scenarios".to_owned(), json!([{"id": "scn_1", "story": story}]));
    let bytes = seal(payload(&journey, &BTreeMap::new()).bytes(), &[1]);
    assert_eq!(refused(&bytes), "scenario_fails");
}

#[test]
fn sub_journeys_come_along_and_must_be_the_ones_they_were() {
    let mut inner = notation::journey("entry -> wait 1h -> end resolved");
    inner.id = "jny_inner".into();
    let mut unused = inner.clone();
    unused.id = "jny_unused".into();
    let mut outer = notation::journey(
        r#"entry signup -> sub=sub {"journey": "jny_inner", "outcomes": ["resolved"]}; sub.resolved -> end converted; sub.error -> lost=end left"#,
    );
    let pin = json!(journey::format::hash(&inner));
    outer.node_mut(&"sub".into()).expect("a step").config.insert("version".to_owned(), pin);
    let library: BTreeMap<JourneyId, _> =
        [&inner, &unused].map(|it| (it.id.clone(), it.clone())).into();
    let payload = payload(&outer, &library);
    assert_eq!(payload.sub_journeys.keys().collect::<Vec<_>>(), ["jny_inner"]);
    let published = asked(&seal(payload.bytes(), &[1]), |_| {}).expect("accepted");
    assert_eq!(published.library.len(), 1);
    let mut without = payload.clone();
    without.sub_journeys.clear();
    assert_eq!(refused(&seal(without.bytes(), &[1])), "other_hash");
    let mut other = payload;
    let file = compact(&json!(other.sub_journeys["jny_inner"])).replace("\"1h\"", "\"2h\"");
    let file = serde_json::from_str(&file).expect("JSON");
    other.sub_journeys.insert("jny_inner".to_owned(), file);
    assert_eq!(refused(&seal(other.bytes(), &[1])), "other_hash");
}

#[test]
fn deep_and_wide_input_is_refused_at_once() {
    let deep = format!("{}{}", "[".repeat(1_000_000), "]".repeat(1_000_000));
    assert_eq!(refused(deep.as_bytes()), "not_a_package");
    assert_eq!(refused(&seal(deep.clone().into_bytes(), &[1])), "bad_payload");
    let nested = signed(
        |it| {
            let mut value = json!(1);
            (0..110).for_each(|_| value = json!([value]));
            it.journey.insert("x".to_owned(), value);
        },
        &[1],
    );
    assert_eq!(refused(&nested), "bad_payload");
    let many: Vec<u8> = (1..=17).collect();
    assert_eq!(refused(&signed(|_| {}, &many)), "too_many_signatures");
    let unknown =
        compact(&json!({"payload": "", "payloadType": PAYLOAD_TYPE, "signatures": [], "x": []}));
    assert_eq!(refused(unknown.as_bytes()), "not_a_package");
}

#[test]
fn base64_that_says_the_same_otherwise_is_refused() {
    let bytes = String::from_utf8(signed(|_| {}, &[1])).expect("text");
    let value: Value = serde_json::from_str(&bytes).expect("JSON");
    let sig = value["signatures"][0]["sig"].as_str().expect("text");
    // The last letter before the padding has bits to spare.
    let spare = sig.replace("==", "").chars().next_back().expect("a letter");
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".chars() {
        if letter != spare {
            let other = format!("{}{letter}==", &sig[..sig.len() - 3]);
            assert!(asked(bytes.replace(sig, &other).as_bytes(), |_| {}).is_err(), "{letter}");
        }
    }
    assert_eq!(refused(compact(&value).as_bytes()), "not_canonical");
    assert!(STANDARD.decode(sig).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn what_one_signs_another_verifies(payload in prop::collection::vec(any::<u8>(), 0..200), keys in prop::collection::btree_set(1u8..9, 0..5)) {
        let keys: Vec<u8> = keys.into_iter().collect();
        let bytes = seal(payload.clone(), &keys);
        let envelope = Envelope::read(&bytes).expect("an envelope");
        prop_assert_eq!(envelope.payload(), &payload[..]);
        prop_assert_eq!(envelope.write().into_bytes(), bytes);
        let ids: Vec<String> = keys.iter().map(|number| key(*number).public().id).collect();
        prop_assert!(envelope.signatures().iter().all(|it| ids.contains(&it.key)));
        prop_assert_eq!(envelope.signatures().len(), ids.len());
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let (trust, nothing) = (trust(&[(1, "both")]), BTreeMap::new());
        prop_assert!(verify(&bytes, &expected(&trust, &nothing)).is_err());
        prop_assert!(verify(&seal(bytes.clone(), &[1]), &expected(&trust, &nothing)).is_err());
        let read = (Trust::read(&bytes), KeyFile::read(&bytes), Public::read(&bytes));
        prop_assert!(read.0.is_err() && read.1.is_err() && read.2.is_err());
    }
}
