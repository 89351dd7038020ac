//! How many short messages a text goes out as, and is paid as.
//!
//! A segment has 140 octets: 160 characters of the GSM 7-bit alphabet (3GPP TS 23.038, once GSM 03.38) or 70
//! UCS-2 units; in a message of several, a header leaves 153 or 67 (3GPP TS 23.040). A character that takes two
//! places is not cut in two. Apple's push service takes payloads of at most 4,096 bytes.

/// The 7-bit default alphabet (3GPP TS 23.038, 6.2.1), without the escape.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
                     ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/// Its extension (6.2.1.1): characters that take two places.
const EXTENSION: &str = "\u{c}^{}\\[~]|€";

/// Most bytes of a push message's payload.
pub const PUSH: usize = 4_096;

/// The alphabet that a short message is sent in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alphabet {
    /// The GSM 7-bit default alphabet and its extension.
    Gsm,
    /// UCS-2, as all Japanese is.
    Ucs2,
}

impl Alphabet {
    /// Returns how many places fit in a message of one, and in each of several.
    pub fn room(self) -> (usize, usize) {
        match self {
            Alphabet::Gsm => (160, 153),
            Alphabet::Ucs2 => (70, 67),
        }
    }
}

/// A text as short messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segments {
    /// The alphabet, the same in all of them.
    pub alphabet: Alphabet,
    /// The places that the text takes.
    pub length: usize,
    /// How many it goes out as; an empty text as none.
    pub count: usize,
}

/// Returns a text as short messages.
pub fn segments(text: &str) -> Segments {
    let septets: Option<Vec<usize>> = text.chars().map(septets).collect();
    let (alphabet, places) = match septets {
        Some(places) => (Alphabet::Gsm, places),
        None => (Alphabet::Ucs2, text.chars().map(char::len_utf16).collect()),
    };
    let length = places.iter().sum();
    let (one, several) = alphabet.room();
    let count = if length <= one { usize::from(length > 0) } else { cut(&places, several) };
    Segments { alphabet, length, count }
}

/// Returns how many messages hold characters of these places, none cut in two.
fn cut(places: &[usize], room: usize) -> usize {
    let (mut count, mut left) = (1, room);
    for &place in places {
        if place > left {
            (count, left) = (count + 1, room);
        }
        left -= place;
    }
    count
}

/// Returns how many places of the GSM alphabet a character takes, if it has one.
fn septets(character: char) -> Option<usize> {
    match character {
        it if BASIC.contains(it) => Some(1),
        it if EXTENSION.contains(it) => Some(2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_counted_in_messages_with_a_header() {
        for (text, length, count) in [
            (String::new(), 0, 0),
            ("a".repeat(160), 160, 1),
            ("a".repeat(161), 161, 2),
            ("a".repeat(306), 306, 2),
            ("a".repeat(307), 307, 3),
            ("[".repeat(80), 160, 1),
            // 153 is odd: the last place of each stays empty.
            ("[".repeat(153), 306, 3),
            ("あ".repeat(70), 70, 1),
            ("あ".repeat(134), 134, 2),
            ("あ".repeat(135), 135, 3),
            ("😀".repeat(35), 70, 1),
            ("😀".repeat(67), 134, 3),
        ] {
            let found = segments(&text);
            assert_eq!((found.length, found.count), (length, count), "{text}");
        }
        assert_eq!(segments("€").alphabet, Alphabet::Gsm);
        assert_eq!(segments("é絵").alphabet, Alphabet::Ucs2);
        assert_eq!(BASIC.chars().count(), 127);
    }
}
