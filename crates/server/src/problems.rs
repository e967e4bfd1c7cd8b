//! Every problem that the server itself can name. Those of the parser are rows of [`news_core::CODES`].

use axum::http::StatusCode;
use news_archive::{CONTAINER_BROKEN, Failure, PAYLOAD_BROKEN, RECORD_BROKEN};
use news_core::{Code, Error, ErrorKind};

/// A kind of problem: everything about it that does not depend on the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// A stable name; `/problems/<code>` explains it.
    pub(crate) code: &'static str,
    pub(crate) status: StatusCode,
    /// Whether the same request may succeed later.
    pub(crate) retryable: bool,
    /// What it means and what to do.
    pub(crate) help: &'static str,
}

pub(crate) const BAD_ENVELOPE: Problem = Problem {
    code: "bad-envelope",
    status: StatusCode::BAD_REQUEST,
    retryable: false,
    help: "A line of a batch is no document: a JSON object with `content` or `content_base64`, and at most `id`, `content_type`, \
           `url` and `date` beside it. The other lines are read all the same.",
};
pub(crate) const BODY_TOO_LARGE: Problem = Problem {
    code: "body-too-large",
    status: StatusCode::PAYLOAD_TOO_LARGE,
    retryable: false,
    help: "The request body is larger than this server takes; `limit.max` is the limit in bytes. Send documents one at a time, \
           or ask the operator to raise the limit.",
};
pub(crate) const BODY_UNREADABLE: Problem = Problem {
    code: "body-unreadable",
    status: StatusCode::BAD_REQUEST,
    retryable: true,
    help: "The connection ended or broke its framing before the whole body was here.",
};
pub(crate) const CONTAINER_INPUT: Problem = Problem {
    code: "container-input",
    status: StatusCode::UNPROCESSABLE_ENTITY,
    retryable: false,
    help: "The document holds more than one story, and this endpoint answers with one article. `POST /v1/batch` \
           answers with all of them, a line each.",
};
pub(crate) const DOCUMENT_TOO_COMPLEX: Problem = Problem {
    code: "document-too-complex",
    status: StatusCode::UNPROCESSABLE_ENTITY,
    retryable: false,
    help: "The document nests deeper, holds more parts or words, or takes longer to read than this server allows; `limit` has the name \
           of what was passed. No article comes near: those take a few milliseconds. It is very large, or made to do harm; other \
           documents are not affected.",
};
pub(crate) const FIELDS_LOST: Problem = Problem {
    code: "fields-lost",
    status: StatusCode::UNPROCESSABLE_ENTITY,
    retryable: false,
    help: "The article has fields that the format of `to` has no place for, or holds only in part, and `strict=true` was asked \
           for. Leave it out to get the article without them; the header `News-Lost` then lists them.",
};
pub(crate) const FOREIGN_SITE: Problem = Problem {
    code: "foreign-site",
    status: StatusCode::FORBIDDEN,
    retryable: false,
    help: "A page of another site asks for a document to be read. The operator can list the sites whose pages may; a program that \
           is no browser is not asked.",
};
pub(crate) const INTERNAL_ERROR: Problem = Problem {
    code: "internal-error",
    status: StatusCode::INTERNAL_SERVER_ERROR,
    retryable: false,
    help: "A defect of `news`. The same document meets it again, so a retry does not help; other documents are not affected.",
};
pub(crate) const METHOD_NOT_ALLOWED: Problem = Problem {
    code: "method-not-allowed",
    status: StatusCode::METHOD_NOT_ALLOWED,
    retryable: false,
    help: "The path exists and has no such method; the `Allow` header lists those it has.",
};
pub(crate) const NOT_ACCEPTABLE: Problem = Problem {
    code: "not-acceptable",
    status: StatusCode::NOT_ACCEPTABLE,
    retryable: false,
    help: "The `Accept` header names none of the types that this path answers with; `GET /openapi.json` lists them. Leave the \
           header out to get JSON.",
};
pub(crate) const NOT_FOUND: Problem = Problem {
    code: "not-found",
    status: StatusCode::NOT_FOUND,
    retryable: false,
    help: "Nothing is here. `GET /openapi.json` lists every path.",
};
pub(crate) const RATE_LIMITED: Problem = Problem {
    code: "rate-limited",
    status: StatusCode::TOO_MANY_REQUESTS,
    retryable: true,
    help: "This token has had as many documents read as it may in a minute. `Retry-After` says when the next may come, `RateLimit` \
           with every answer how many are left. A batch is held back instead of refused.",
};
pub(crate) const REQUEST_TIMEOUT: Problem = Problem {
    code: "request-timeout",
    status: StatusCode::REQUEST_TIMEOUT,
    retryable: true,
    help: "The body came too slowly, or the whole request took longer than this server gives one; the operator sets \
           both times.",
};
pub(crate) const SERVER_BUSY: Problem = Problem {
    code: "server-busy",
    status: StatusCode::SERVICE_UNAVAILABLE,
    retryable: true,
    help: "The server parses as many documents as it can, and as many wait as may, or their bodies take all the room there is; `limit` \
           tells which. `Retry-After` says when to come back.",
};
pub(crate) const UNAUTHORIZED: Problem = Problem {
    code: "unauthorized",
    status: StatusCode::UNAUTHORIZED,
    retryable: false,
    help: "To have a document read, this server wants a token in the header `Authorization: Bearer`; the operator gives them out.",
};
pub(crate) const UNKNOWN_PARAMETER: Problem = Problem {
    code: "unknown-parameter",
    status: StatusCode::BAD_REQUEST,
    retryable: false,
    help: "The query names a parameter that this path does not have. A misspelled option that is ignored would change the \
           answer without a word, so it is refused.",
};
pub(crate) const UNSUPPORTED_ENCODING: Problem = Problem {
    code: "unsupported-encoding",
    status: StatusCode::UNSUPPORTED_MEDIA_TYPE,
    retryable: false,
    help: "The body is compressed in a way (`Content-Encoding`) that is not undone here: gzip, deflate, br and zstd are. Send it \
           in one of them, or as it is.",
};
pub(crate) const UNSUPPORTED_MEDIA_TYPE: Problem = Problem {
    code: "unsupported-media-type",
    status: StatusCode::UNSUPPORTED_MEDIA_TYPE,
    retryable: false,
    help: "The `Content-Type` is not one of a format that can be read; `GET /v1/formats` lists them. Leave it out, or send \
           `application/octet-stream`, to let the content decide, or name the format with `?from=`.",
};

/// All of them, by code.
pub(crate) const PROBLEMS: &[Problem] = &[
    BAD_ENVELOPE,
    BODY_TOO_LARGE,
    BODY_UNREADABLE,
    CONTAINER_INPUT,
    DOCUMENT_TOO_COMPLEX,
    FIELDS_LOST,
    FOREIGN_SITE,
    INTERNAL_ERROR,
    METHOD_NOT_ALLOWED,
    NOT_ACCEPTABLE,
    NOT_FOUND,
    RATE_LIMITED,
    REQUEST_TIMEOUT,
    SERVER_BUSY,
    UNAUTHORIZED,
    UNKNOWN_PARAMETER,
    UNSUPPORTED_ENCODING,
    UNSUPPORTED_MEDIA_TYPE,
];

/// What is wrong with archives.
pub(crate) const ARCHIVES: &[Code] = &[RECORD_BROKEN, PAYLOAD_BROKEN, CONTAINER_BROKEN];

/// The problem that an error of the parser is to a client.
pub(crate) fn of_error(error: &Error) -> Problem {
    let status = match error.kind() {
        ErrorKind::SeveralArticles => return CONTAINER_INPUT,
        ErrorKind::TooComplex | ErrorKind::Stopped => return DOCUMENT_TOO_COMPLEX,
        ErrorKind::Binary | ErrorKind::UnreadableFormat => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ErrorKind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ErrorKind::UnknownFormat | ErrorKind::UnknownCharset | ErrorKind::BadOption => StatusCode::BAD_REQUEST,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    of_row(error.code(), status)
}

/// The parser's own problem for a bad value, so that it has one name everywhere.
pub(crate) fn bad_option() -> Problem {
    of_row(Code::find("bad-option").expect("a row of CODES"), StatusCode::BAD_REQUEST)
}

/// The problem that a part of an archive is to a client.
pub(crate) fn of_failure(failure: &Failure) -> Problem {
    let row = Code::find(failure.code).or_else(|| ARCHIVES.iter().find(|row| row.code == failure.code));
    of_row(row.unwrap_or(&CONTAINER_BROKEN), StatusCode::UNPROCESSABLE_ENTITY)
}

fn of_row(row: &'static Code, status: StatusCode) -> Problem {
    Problem { code: row.name, status, retryable: false, help: row.help }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_and_apart_from_those_of_the_parser() {
        assert!(PROBLEMS.windows(2).all(|pair| pair[0].code < pair[1].code));
        assert!(PROBLEMS.iter().all(|problem| Code::find(problem.code).is_none()));
    }
}
