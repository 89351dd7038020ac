//! Columns that look like names, telephone numbers, mail or postal addresses: by what they are called, in English or
//! Japanese, and by what stands in them. A guess that costs a click when it is wrong.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::super::cell::half_width;

/// What of a person a column seems to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Personal {
    /// A name.
    Name,
    /// A telephone number.
    Phone,
    /// A mail address.
    Mail,
    /// A postal address, or the code of one.
    Address,
}

impl Personal {
    const ALL: [Self; 4] = [Self::Mail, Self::Phone, Self::Address, Self::Name];

    fn place(self) -> usize {
        Self::ALL.iter().position(|it| *it == self).unwrap_or_default()
    }
}

/// Most of the cells must look like it.
const SHARE: f64 = 0.6;

/// What the cells of a column look like.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Looks {
    seen: u64,
    like: [u64; 4],
}

impl Looks {
    /// Takes a cell in.
    pub(super) fn add(&mut self, cell: &str) {
        self.seen += 1;
        if let Some(like) = like(cell) {
            self.like[like.place()] += 1;
        }
    }

    /// Returns what a column of this name seems to hold.
    pub(super) fn personal(&self, header: &str) -> Option<Personal> {
        let by_cells = Personal::ALL
            .into_iter()
            .find(|it| self.seen > 0 && self.like[it.place()] as f64 >= SHARE * self.seen as f64);
        by_header(header).or(by_cells)
    }
}

pub(super) fn by_header(header: &str) -> Option<Personal> {
    let name = super::name::folded(header);
    let holds = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let is = |words: &[&str]| words.contains(&name.as_str());
    if holds(&["mail", "メール"])
        && !holds(&["ok", "可否", "許諾", "consent", "open", "click", "count", "回数"])
    {
        return Some(Personal::Mail);
    }
    if is(&["tel", "fax", "mobile", "cell", "携帯"])
        || holds(&[
            "phonenumber",
            "phoneno",
            "telno",
            "telephone",
            "mobileno",
            "mobilephone",
            "電話",
            "携帯番号",
            "携帯電話",
        ])
        || is(&["phone", "homephone", "cellphone"])
    {
        return Some(Personal::Phone);
    }
    if holds(&[
        "address",
        "street",
        "postcode",
        "postalcode",
        "zipcode",
        "住所",
        "番地",
        "郵便番号",
        "建物名",
    ]) || is(&["zip"])
    {
        return Some(Personal::Address);
    }
    let names = [
        "name",
        "fullname",
        "firstname",
        "lastname",
        "middlename",
        "familyname",
        "givenname",
        "surname",
        "customername",
        "username",
        "membername",
        "contactname",
        "personname",
        "nickname",
        "名前",
        "姓",
        "名",
        "姓名",
        "お名前",
        "顧客名",
        "会員名",
        "担当者名",
        "せい",
        "めい",
        "セイ",
        "メイ",
    ];
    (is(&names) || holds(&["氏名", "フリガナ", "ふりがな", "カナ氏名"])).then_some(Personal::Name)
}

fn like(cell: &str) -> Option<Personal> {
    let plain: String = cell.chars().map(half_width).collect();
    if is_mail(&plain) {
        return Some(Personal::Mail);
    }
    if is_phone(&plain) {
        return Some(Personal::Phone);
    }
    if is_address(cell, &plain) {
        return Some(Personal::Address);
    }
    is_japanese_name(&plain).then_some(Personal::Name)
}

fn is_mail(text: &str) -> bool {
    let Some((who, at)) = text.split_once('@') else {
        return false;
    };
    let dotted = at.split_once('.').is_some_and(|(host, end)| !host.is_empty() && end.len() > 1);
    !who.is_empty() && dotted && !text.contains(char::is_whitespace)
}

/// Digits of a telephone number that is written as one: with `+`, or with a leading zero and ten or eleven digits.
fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let signs = text.chars().all(|sign| sign.is_ascii_digit() || " +-()".contains(sign));
    let begins = text.starts_with('+') && digits >= 8
        || text.starts_with(['0', '(']) && (10..=11).contains(&digits);
    signs && begins && digits <= 15
}

/// A Japanese address down to its town, or a postal code.
fn is_address(cell: &str, plain: &str) -> bool {
    let code = plain.trim_start_matches('〒').trim();
    let is_code = code.len() == 8
        && code
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 3 { byte == b'-' } else { byte.is_ascii_digit() });
    let area = cell.find(['都', '道', '府', '県']);
    let town = cell.rfind(['市', '区', '町', '村', '郡']);
    is_code || area.zip(town).is_some_and(|(area, town)| area < town && cell.chars().count() >= 6)
}

/// Family name, blank, given name, both in Japanese letters and short.
fn is_japanese_name(plain: &str) -> bool {
    let Some((family, given)) = plain.split_once(' ') else {
        return false;
    };
    let part = |text: &str| {
        let japanese = |letter: char| matches!(letter, '々' | '\u{3041}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}');
        (1..=6).contains(&text.chars().count()) && text.chars().all(japanese)
    };
    part(family) && part(given)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_what_they_are_called() {
        for (header, personal) in [
            ("E-Mail", Some(Personal::Mail)),
            ("メールアドレス", Some(Personal::Mail)),
            ("email_ok", None),
            ("電話番号", Some(Personal::Phone)),
            ("PhoneService", None),
            ("phone", Some(Personal::Phone)),
            ("住所1", Some(Personal::Address)),
            ("Zip Code", Some(Personal::Address)),
            ("氏名（漢字）", Some(Personal::Name)),
            ("Last_Name", Some(Personal::Name)),
            ("フリガナ", Some(Personal::Name)),
            ("plan_name", None),
            ("商品名", None),
            ("tenure", None),
        ] {
            assert_eq!(by_header(header), personal, "{header}");
        }
    }

    #[test]
    fn cells_are_known_by_how_they_are_written() {
        for (cell, personal) in [
            ("taro@example.co.jp", Some(Personal::Mail)),
            ("@taro", None),
            ("090-1234-5678", Some(Personal::Phone)),
            ("０３－１２３４－５６７８", Some(Personal::Phone)),
            ("+81 90 1234 5678", Some(Personal::Phone)),
            ("20261122", None),
            ("1234567890", None),
            ("東京都千代田区丸の内1-1", Some(Personal::Address)),
            ("100-0005", Some(Personal::Address)),
            ("山田 太郎", Some(Personal::Name)),
            ("ヤマダ　タロウ", Some(Personal::Name)),
            ("Month-to-month", None),
            ("東京都", None),
        ] {
            assert_eq!(like(cell), personal, "{cell}");
        }
    }

    #[test]
    fn most_cells_must_look_like_it() {
        let mut looks = Looks::default();
        for cell in ["a@example.com", "b@example.com", "none"] {
            looks.add(cell);
        }
        assert_eq!(looks.personal("連絡先"), Some(Personal::Mail));
        for cell in ["none", "none", "none"] {
            looks.add(cell);
        }
        assert_eq!(looks.personal("連絡先"), None);
    }
}
