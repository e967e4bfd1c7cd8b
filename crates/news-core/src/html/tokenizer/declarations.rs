//! What starts with `<!`, `<?` or `</` and is no tag: comments, doctypes, CDATA sections.

use super::{Token, Tokenizer};
use crate::html::characters::is_space;

/// Where something stands in the source.
pub(in crate::html) type Place = (usize, usize);

/// A doctype.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::html) struct Doctype {
    pub(in crate::html) start: usize,
    pub(in crate::html) end: usize,
    pub(in crate::html) name: Option<Place>,
    pub(in crate::html) public: Option<Place>,
    pub(in crate::html) system: Option<Place>,
    pub(in crate::html) force_quirks: bool,
}

impl Tokenizer<'_> {
    /// 13.2.5.42 Markup declaration open state, at the `<`; nothing for an empty CDATA section.
    pub(super) fn declaration(&mut self, lt: usize) -> Option<Token> {
        let rest = self.rest(lt + 1);
        if rest.starts_with(b"!--") {
            return Some(self.comment(lt + 4));
        }
        if rest.get(..8).is_some_and(|word| word.eq_ignore_ascii_case(b"!doctype")) {
            return Some(self.read_doctype(lt));
        }
        if self.in_foreign && rest.starts_with(b"![CDATA[") {
            self.at = lt + 9;
            return self.section();
        }
        // 13.2.5.41 Bogus comment state; the `?` belongs to it.
        let start = if rest.first() == Some(&b'?') { lt + 1 } else { lt + 2 };
        let gt = self.find(b'>', start);
        let end = gt.unwrap_or(self.bytes.len());
        self.at = gt.map_or(end, |gt| gt + 1);
        Some(Token::Comment { start, end })
    }

    /// 13.2.5.43 Comment start state to 13.2.5.52 Comment end bang state; `start` is behind the `<!--`.
    fn comment(&mut self, start: usize) -> Token {
        let rest = self.rest(start);
        for abrupt in [b">".as_slice(), b"->"] {
            if rest.starts_with(abrupt) {
                self.at = start + abrupt.len();
                return Token::Comment { start, end: start };
            }
        }
        let mut at = start;
        while let Some(gt) = self.find(b'>', at) {
            let before = self.bytes.get(start..gt).unwrap_or_default();
            for end in [b"--".as_slice(), b"--!"] {
                if before.ends_with(end) {
                    self.at = gt + 1;
                    return Token::Comment { start, end: gt - end.len() };
                }
            }
            at = gt + 1;
        }
        self.at = self.bytes.len();
        let unclosed = [b"--!".as_slice(), b"--", b"-"].into_iter().find(|end| rest.ends_with(end));
        Token::Comment { start, end: self.at - unclosed.map_or(0, <[u8]>::len) }
    }

    /// 13.2.5.53 DOCTYPE state to 13.2.5.68 Bogus DOCTYPE state.
    fn read_doctype(&mut self, lt: usize) -> Token {
        // No state reads past the first `>`: quoted identifiers end there, too.
        let gt = self.find(b'>', lt);
        let inner_end = gt.unwrap_or(self.bytes.len());
        self.at = gt.map_or(inner_end, |gt| gt + 1);
        let mut doctype = Doctype { start: lt, end: self.at, ..Doctype::default() };
        doctype.force_quirks = match self.identifiers(lt + 9, inner_end, &mut doctype) {
            Form::Good => gt.is_none(),
            Form::Bad => true,
            Form::Trailing => false,
        };
        self.doctype = doctype;
        Token::Doctype
    }

    /// Fills in name and identifiers; how well formed they are.
    fn identifiers(&self, from: usize, end: usize, doctype: &mut Doctype) -> Form {
        let name = self.space_until(from, end);
        if name >= end {
            return Form::Bad;
        }
        let len = self.bytes.get(name..end).unwrap_or_default().iter().take_while(|byte| !is_space(**byte)).count();
        doctype.name = Some((name, name + len));
        let keyword = self.space_until(name + len, end);
        if keyword >= end {
            return Form::Good;
        }
        let word = self.bytes.get(keyword..end).unwrap_or_default().get(..6).unwrap_or_default();
        let mut at = keyword + 6;
        if word.eq_ignore_ascii_case(b"public") {
            match self.quoted(self.space_until(at, end), end) {
                Quoted::Nothing => return Form::Bad,
                Quoted::Open(place) => {
                    doctype.public = Some(place);
                    return Form::Bad;
                }
                Quoted::Closed(place) => {
                    doctype.public = Some(place);
                    at = self.space_until(place.1 + 1, end);
                    if at >= end {
                        return Form::Good;
                    }
                }
            }
        } else if word.eq_ignore_ascii_case(b"system") {
            at = self.space_until(at, end);
        } else {
            return Form::Bad;
        }
        match self.quoted(at, end) {
            Quoted::Nothing => Form::Bad,
            Quoted::Open(place) => {
                doctype.system = Some(place);
                Form::Bad
            }
            Quoted::Closed(place) => {
                doctype.system = Some(place);
                if self.space_until(place.1 + 1, end) < end { Form::Trailing } else { Form::Good }
            }
        }
    }

    fn space_until(&self, from: usize, end: usize) -> usize {
        let rest = self.bytes.get(from..end).unwrap_or_default();
        from + rest.iter().take_while(|byte| is_space(**byte)).count()
    }

    fn quoted(&self, at: usize, end: usize) -> Quoted {
        let Some((quote @ (b'"' | b'\''), rest)) = self.bytes.get(at..end).and_then(<[u8]>::split_first) else {
            return Quoted::Nothing;
        };
        match rest.iter().position(|byte| byte == quote) {
            Some(len) => Quoted::Closed((at + 1, at + 1 + len)),
            None => Quoted::Open((at + 1, end)),
        }
    }
}

/// How well formed a doctype is.
enum Form {
    Good,
    Bad,
    /// Something follows the system identifier, which is no reason for quirks, not even at the end of the input.
    Trailing,
}

enum Quoted {
    Nothing,
    /// The doctype ends inside.
    Open(Place),
    Closed(Place),
}
