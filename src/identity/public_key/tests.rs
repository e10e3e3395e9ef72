use super::*;

#[test]
fn names_are_those_of_jose() {
    for algorithm in [
        SignatureAlgorithm::EdDsa,
        SignatureAlgorithm::Es256,
        SignatureAlgorithm::Es384,
        SignatureAlgorithm::Rs256,
    ] {
        assert_eq!(SignatureAlgorithm::named(algorithm.name()), Some(algorithm));
    }
    for other in ["none", "nOnE", "HS256", "es256", "ES256K", "PS256", ""] {
        assert_eq!(SignatureAlgorithm::named(other), None);
    }
}
