//! One word for one thing, in Japanese, too: what the designer and the terminal say has no second word for what CONTRIBUTING
//! names. What a person looks for may be called anything: the lists of other words to find a thing by are not read here.
#![allow(missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};

/// A word that is not said, the one that is, and the longer words in which the first means something else.
const NOT_SAID: &[(&str, &str, &[&str])] = &[
    ("お客", "顧客", &["default(\"お客さま\")"]),
    ("カスタマー", "顧客", &[]),
    ("ユーザー", "顧客", &[]),
    ("消費者", "顧客", &[]),
    ("旅程", "ジャーニー", &[]),
    ("ノード", "ステップ", &[]),
    ("ポート", "出口", &["レポート", "サポート", "インポート", "エクスポート", "別のポート"]),
    ("エッジ", "経路", &[]),
    ("ルート", "経路", &[]),
    ("アトリビュート", "属性", &[]),
    ("エントリ", "開始", &[]),
    ("ウェイト", "待機", &[]),
    ("ウエイト", "待機", &[]),
    ("ブランチ", "分岐", &[]),
    ("A/Bテスト", "実験", &[]),
    ("ゴール", "目標", &["ゴールド"]),
    ("エグジット", "終了", &[]),
    ("ガーディアン", "守り", &[]),
    ("ガードレール", "守り", &[]),
    ("バージョン", "版", &["コンバージョン"]),
    ("パブリッシュ", "公開", &[]),
    ("シミュレーション", "リハーサル", &[]),
    ("リポート", "レポート", &[]),
    ("テストケース", "シナリオ", &[]),
    ("指摘", "問題", &[]),
];

/// Lists of words that people may look for.
const LOOKED_FOR: &[&str] = &["crates/app/src/palette.rs"];

fn files(folder: &Path, ends: &[&str], found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the product").flatten() {
        let path = entry.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() && name != "tests" {
            files(&path, ends, found);
        } else if ends.iter().any(|end| name.ends_with(end)) && name != "tests.rs" {
            found.push(path);
        }
    }
}

/// What a file says to people: all of it, and of a source only the lines that are no comments and no tests.
fn said(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a file of the product");
    if path.extension().is_none_or(|end| end != "rs") {
        return text;
    }
    let product = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = product.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns the second words in a text, each with the one to say instead.
fn second_words(text: &str) -> Vec<(&'static str, &'static str)> {
    let found = NOT_SAID.iter().filter(|(word, _, within)| {
        let bare = within.iter().fold(text.to_owned(), |text, longer| text.replace(longer, ""));
        bare.contains(word)
    });
    found.map(|(word, said, _)| (*word, *said)).collect()
}

#[test]
fn one_thing_has_one_word() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ is in the root");
    let mut all = vec![root.join("ui/src/i18n/ja.json"), root.join("src-tauri/tabiji.desktop")];
    for folder in [
        "crates/journey/src",
        "crates/engine/src",
        "crates/package/src",
        "crates/store/src",
        "crates/app/src",
    ] {
        files(&root.join(folder), &[".rs", ".ja.md"], &mut all);
    }
    for folder in ["crates/cli/src", "src-tauri/src"] {
        files(&root.join(folder), &[".rs"], &mut all);
    }
    assert!(all.len() > 400, "{} files are read", all.len());
    let mut wrong = Vec::new();
    for path in all {
        let name = path.strip_prefix(root).expect("a file of the product").to_owned();
        if LOOKED_FOR.iter().any(|list| name == Path::new(list)) {
            continue;
        }
        for (number, line) in said(&path).lines().enumerate() {
            for (word, instead) in second_words(line) {
                wrong.push(format!(
                    "{}, line {number} of what is said: {word} is {instead}",
                    name.display()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_second_word_is_found_and_a_longer_one_is_not() {
    assert_eq!(second_words("お客さまの手間"), [("お客", "顧客")]);
    assert_eq!(second_words("ゴールド会員のレポート、コンバージョン"), []);
    assert_eq!(second_words("ゴールドがゴール"), [("ゴール", "目標")]);
}
