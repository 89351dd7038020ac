//! The words for files that cannot be taken in, in both languages side by side: where, what was found,
//! what was expected, and the way out.

use journey::lang::Lang;
use journey::value::Type;

use super::encoding::Encoding;
use super::error::{BadCell, Expected, Problem, Role};

impl Problem {
    /// Returns what was found, what was expected and the way out.
    pub fn message(&self, lang: Lang) -> String {
        let (en, ja) = self.both(lang);
        by(lang, en, ja)
    }

    fn both(&self, lang: Lang) -> (String, String) {
        match self {
            Self::UnknownShape => (
                "cannot tell what kind of file this is; give it one of the endings .csv, .tsv, .jsonl (these also with .gz), .xlsx or .parquet".into(),
                "ファイルの種類が分かりません。拡張子を .csv、.tsv、.jsonl（.gz 付きも可）、.xlsx、.parquet のどれかにしてください".into(),
            ),
            Self::Unreadable { reason } => (
                format!("cannot be read: {reason}; check path and permission"),
                format!("読み込めません（{reason}）。パスと権限を確かめてください"),
            ),
            Self::Empty => (
                "is empty; expected a header and rows".into(),
                "空のファイルです。見出し行とデータ行が必要です".into(),
            ),
            Self::NoRows => (
                "has a header and no rows; add at least one customer".into(),
                "見出し行だけでデータがありません。顧客を1件以上入れてください".into(),
            ),
            Self::Packed { reason } => (
                format!("is no intact gzip file: {reason}; pack it again"),
                format!("gzipとして壊れています（{reason}）。圧縮し直してください"),
            ),
            Self::Damaged { reason } => (
                format!("is damaged, or not what its ending says: {reason}; save it again, or as .csv"),
                format!("壊れているか、拡張子と中身が合っていません（{reason}）。保存し直すか、.csvで保存してください"),
            ),
            Self::Bomb { ratio } => (
                format!("grows more than {ratio} times when unpacked; unpack it yourself if you trust it"),
                format!("展開すると{ratio}倍を超えます。信頼できるファイルなら、展開してから渡してください"),
            ),
            Self::UnknownEncoding { looks_like } => (
                format!("is neither utf-8 nor cp932 (it looks like {looks_like}); save it as utf-8, or force one: --encoding utf-8|cp932"),
                format!("UTF-8でもCP932でもありません（{looks_like}のようです）。UTF-8で保存し直すか、--encoding utf-8|cp932 で指定してください"),
            ),
            Self::Undecodable { line, byte, encoding } => {
                let other = if *encoding == Encoding::Cp932 { Encoding::Utf8 } else { Encoding::Cp932 };
                (
                    format!("row {line}: byte 0x{byte:02x} does not fit in {encoding}; read it as {other}: --encoding {other}"),
                    format!("{line}行目：バイト0x{byte:02x}は{encoding}として読めません。{other}として読むには --encoding {other} を付けてください"),
                )
            }
            Self::Nul { line } => (
                format!("row {line}: holds a NUL character; save the file as text in utf-8, or name its encoding: --encoding utf-16le"),
                format!("{line}行目：NUL文字があります。UTF-8のテキストで保存し直すか、--encoding utf-16le のように文字コードを指定してください"),
            ),
            Self::Ragged { line, found, expected } => (
                format!("row {line}: found {found} cells, expected {expected} as in the header; put quotes around cells that hold the separator"),
                format!("{line}行目：セルが{found}個あります。見出しと同じ{expected}個が必要です。区切り文字を含むセルは引用符で囲んでください"),
            ),
            Self::RecordTooLong { line } => (
                format!("row {line}: is longer than 8 MB; close the quote that was opened, or split the row"),
                format!("{line}行目：8 MBを超えています。閉じていない引用符がないか確かめてください"),
            ),
            Self::CellTooLong { line, column } => (
                format!("row {line}, column {column}: is longer than 1 MB; shorten it, or leave the column out"),
                format!("{line}行目、列「{column}」：1 MBを超えています。短くするか、列を外してください"),
            ),
            Self::TooManyColumns { found, most } => (
                format!("has {found} columns, at most {most} can be read; leave out what no attribute needs"),
                format!("列が{found}個あります（{most}個まで）。使わない列を外してください"),
            ),
            Self::TooManyRows { most } => (
                format!("has more than {most} rows; rehearse on a sample of them"),
                format!("{most}行を超えています。一部を抜き出して試してください"),
            ),
            Self::DuplicateColumn { name, first, second } => (
                format!("columns {first} and {second} are both called “{name}”; rename one"),
                format!("{first}列目と{second}列目がどちらも「{name}」です。どちらかの名前を変えてください"),
            ),
            Self::NotAnObject { line, reason } => (
                format!("row {line}: expected one JSON object a line: {reason}"),
                format!("{line}行目：1行に1つのJSONオブジェクトが必要です（{reason}）"),
            ),
            Self::NoColumn { column, near, columns } => (
                format!("has no column “{column}”{}; there are: {}", meant(near, lang), short_list(columns)),
                format!("列「{column}」がありません{}。ある列：{}", meant(near, lang), short_list(columns)),
            ),
            Self::NoSuchRole { role, columns } => {
                let (en, ja, option) = match role {
                    Role::Id => ("the customer's id", "顧客のID", "--id"),
                    Role::Time => ("the event's time", "イベントの日時", "--event-time"),
                    Role::Name => ("the event's name", "イベントの名前", "--event-name"),
                };
                let columns = short_list(columns);
                (
                    format!("no column looks like {en}; name it with {option} COLUMN; there are: {columns}"),
                    format!("{ja}の列が分かりません。{option} 列名 で指定してください。ある列：{columns}"),
                )
            }
            Self::NoAttribute { attribute, near, attributes } => (
                format!("--map {attribute}: the journey declares no such attribute{}; there are: {}", meant(near, lang), short_list(attributes)),
                format!("--map {attribute}：ジャーニーにこの属性はありません{}。ある属性：{}", meant(near, lang), short_list(attributes)),
            ),
            Self::Ambiguous { attribute, first, second } => (
                format!("columns “{first}” and “{second}” both fit attribute {attribute}; choose one: --map {attribute}={first}"),
                format!("列「{first}」と「{second}」がどちらも属性{attribute}に当てはまります。--map {attribute}={first} のように選んでください"),
            ),
            Self::DuplicateId { id, first, second } => (
                format!("customer {id} stands in rows {first} and {second}; give each customer one row"),
                format!("顧客{id}が{first}行目と{second}行目にあります。1人1行にしてください"),
            ),
            Self::Cells { first, count } => {
                let list: Vec<String> = first.iter().map(|cell| format!("\n  {}", cell.message(lang))).collect();
                let list = list.concat();
                let more = count - first.len() as u64;
                let (en, ja) = match more {
                    0 => (String::new(), String::new()),
                    _ => (format!("\n  and {more} more"), format!("\n  ほか{more}件")),
                };
                let (what, it) = match count {
                    1 => ("1 cell does not fit".to_owned(), "it"),
                    _ => (format!("{count} cells do not fit"), "them"),
                };
                (
                    format!("{what}; correct {it}, or read {it} as missing: --invalid missing{list}{en}"),
                    format!("読めないセルが{count}件あります。直すか、--invalid missing で値なしとして読んでください{list}{ja}"),
                )
            }
            Self::TooLarge => (
                "its texts take more than 4 GB; split the file".into(),
                "文字列が4 GBを超えています。ファイルを分けてください".into(),
            ),
            Self::Stopped => ("reading was stopped".into(), "読み込みを中止しました".into()),
        }
    }
}

impl BadCell {
    /// Returns where it is, what stands there and what should.
    pub fn message(&self, lang: Lang) -> String {
        let Self { line, column, value, .. } = self;
        let expected = self.expected.words(lang);
        let en = match value.is_empty() {
            true => format!("row {line}, column {column}: empty, expected {expected}"),
            false => format!("row {line}, column {column}: found “{value}”, expected {expected}"),
        };
        let ja = match value.is_empty() {
            true => format!("{line}行目、列「{column}」：空です。必要な値：{expected}"),
            false => {
                format!("{line}行目、列「{column}」：「{value}」は読めません。必要な値：{expected}")
            }
        };
        by(lang, en, ja)
    }
}

impl Expected {
    pub(super) fn words(&self, lang: Lang) -> String {
        let (en, ja) = match self {
            Self::Value(Type::Text, _) => ("a text", "文字列"),
            Self::Value(Type::Integer, _) => ("a whole number such as 12", "整数（例：12）"),
            Self::Value(Type::Decimal, _) => (
                "a number such as 12.5, with at most six decimal places",
                "数値（例：12.5、小数点以下6桁まで）",
            ),
            Self::Value(Type::Boolean, _) => {
                ("true or false, yes or no, 1 or 0", "true/false、はい/いいえ、1/0 のいずれか")
            }
            Self::Value(Type::Date, _) => ("a date such as 2026-11-22", "日付（例：2026-11-22）"),
            Self::Value(Type::Instant, _) => (
                "a time such as 2026-11-22 09:00 or 2026-11-22T09:00:00+09:00",
                "日時（例：2026-11-22 09:00、2026-11-22T09:00:00+09:00）",
            ),
            Self::Value(Type::Category, list) => {
                let list = short_list(list);
                return by(lang, format!("one of {list}"), format!("次のいずれか：{list}"));
            }
            Self::Value(Type::Tags, list) => {
                let list = short_list(list);
                let en = format!("any of {list}, separated by |");
                return by(lang, en, format!("次の組み合わせ（| 区切り）：{list}"));
            }
            Self::Customer => {
                ("the id of a customer in the customers' file", "顧客ファイルにある顧客のID")
            }
            Self::Something => ("a value", "値"),
            Self::Once => ("an id that no other row has", "ほかの行にないID"),
        };
        by(lang, en.to_owned(), ja.to_owned())
    }
}

fn meant(near: &Option<String>, lang: Lang) -> String {
    match (near, lang) {
        (None, _) => String::new(),
        (Some(near), Lang::En) => format!(" (did you mean “{near}”?)"),
        (Some(near), Lang::Ja) => format!("（「{near}」ですか？）"),
    }
}

fn by(lang: Lang, en: String, ja: String) -> String {
    match lang {
        Lang::En => en,
        Lang::Ja => ja,
    }
}

/// Joins names, at most twenty of them.
fn short_list(names: &[String]) -> String {
    let mut text = names.iter().take(20).cloned().collect::<Vec<_>>().join(", ");
    if names.len() > 20 {
        text.push_str(", …");
    }
    text
}
