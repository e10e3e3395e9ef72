//! A receipt of a verification, as the OpenAPI document has it: the shape of
//! `service::receipts::SignedReceipt`.

use super::{
    AnswerName, CarrierName, CheckName, ExpectedName, KnownName, LifecycleName, OutcomeName,
    RoleName, SecuringName, SubjectName, VerdictName,
};
use utoipa::ToSchema;

/// A receipt: what it says, and the token that alone counts.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `service::receipts::SignedReceipt`")]
#[schema(as = SignedReceipt)]
pub(in crate::http) struct SignedReceiptDocument {
    /// What it says: the token's claims.
    receipt: ReceiptDocument,
    /// The token: a compact JWS of the type `verification-receipt+jwt`.
    token: String,
}

/// The claims of a receipt's token.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `service::receipts::Receipt`")]
#[schema(as = Receipt)]
struct ReceiptDocument {
    /// The DID of the deployment that checked.
    iss: String,
    /// The receipt's id.
    #[schema(format = "uri")]
    jti: String,
    /// When it was signed, in seconds since 1970-01-01T00:00:00Z.
    iat: i64,
    /// What was checked, and what was found.
    verification: VerificationDocument,
}

/// What was checked, and what was found.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `service::receipts::Verification`")]
#[schema(as = Verification, rename_all = "camelCase")]
struct VerificationDocument {
    /// When (RFC 3339).
    #[schema(format = "date-time")]
    checked_at: String,
    /// The program that checked, with its version.
    program: String,
    /// What was checked.
    document: CheckedDocumentDocument,
    /// The answer.
    verdict: VerdictName,
    /// Where in its life the credential stood, where that was found out.
    #[schema(nullable = false)]
    lifecycle: Option<LifecycleName>,
    /// Whether anybody vouched for its issuer, where its proof was right.
    #[schema(nullable = false)]
    standing: Option<KnownName>,
    /// Every check that was made, and how it came out.
    checks: Vec<MadeCheckDocument>,
    /// The credentials inside it; absent where there are none.
    #[schema(nullable = false)]
    parts: Option<Vec<CheckedPartDocument>>,
    /// What was expected, and the answers; absent where nothing was.
    #[schema(nullable = false)]
    expectations: Option<Vec<AnsweredExpectationDocument>>,
}

/// A document that was checked.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `service::receipts::CheckedDocument`")]
#[schema(as = CheckedDocument)]
struct CheckedDocumentDocument {
    /// SHA-256 of its bytes as they were handed in or fetched, in hexadecimal digits.
    sha256: String,
    /// How many bytes these are.
    bytes: u64,
    /// In what the credential came.
    carrier: CarrierName,
    /// How it is secured.
    securing: SecuringName,
    /// What it is.
    subject: SubjectName,
    /// Its id, where its proof was right.
    #[schema(nullable = false)]
    id: Option<String>,
    /// The id of its issuer, where its proof was right.
    #[schema(nullable = false)]
    issuer: Option<String>,
}

/// A check, without its words.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `service::receipts::MadeCheck`")]
#[schema(as = MadeCheck)]
struct MadeCheckDocument {
    /// Which.
    id: CheckName,
    /// How it came out.
    outcome: OutcomeName,
    /// The problem's type, a URI, unless it passed or was not run.
    #[schema(rename = "type", format = "uri", nullable = false)]
    problem: Option<String>,
}

/// A credential inside the document.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `service::receipts::CheckedPart`")]
#[schema(as = CheckedPart)]
struct CheckedPartDocument {
    /// What it does there.
    role: RoleName,
    /// The answer for it alone.
    verdict: VerdictName,
    /// Its id, where its proof was right.
    #[schema(nullable = false)]
    id: Option<String>,
    /// The id of its issuer, where its proof was right.
    #[schema(nullable = false)]
    issuer: Option<String>,
}

/// An expectation, and the answer.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes `service::receipts::AnsweredExpectation`"
)]
#[schema(as = AnsweredExpectation, rename_all = "camelCase")]
struct AnsweredExpectationDocument {
    /// Which.
    expected: ExpectedName,
    /// What was expected, in the caller's words, cut short.
    #[schema(nullable = false)]
    wanted: Option<String>,
    /// Of an expected e-mail address: `sha256$` and the SHA-256 of the address, as it was written,
    /// followed by the receipt's id, in hexadecimal digits.
    #[schema(nullable = false)]
    wanted_digest: Option<String>,
    /// The answer.
    answer: AnswerName,
}
